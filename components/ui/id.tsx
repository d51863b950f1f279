import { CopyButton } from './controls/copy-button'

/** An ID in monospace with a copy button; clipped when there is no room, with the whole on hover and focus. */
export function Id({ value, thing, full }: { value: string; thing: string; full?: boolean }) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-0.5 align-middle font-mono text-xs">
      <span className={full ? 'wrap-anywhere' : 'truncate'} data-tip={full ? undefined : value}>
        {value}
      </span>
      <CopyButton text={value} thing={thing} {...(!full && { tip: value })} />
    </span>
  )
}

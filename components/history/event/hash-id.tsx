import { CopyButton } from '@/components/ui/controls/copy-button'

/** A hash by its beginning and end, with a copy button for the whole. */
export function HashId({ value, thing }: { value: string; thing: string }) {
  return (
    <span className="inline-flex items-center gap-0.5 font-mono text-xs">
      <span data-tip={value}>
        {value.slice(0, 8)}…{value.slice(-8)}
      </span>
      <CopyButton text={value} thing={thing} />
    </span>
  )
}

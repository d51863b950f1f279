import type { ReactNode } from 'react'

type PanelProps = { title?: ReactNode; count?: ReactNode; aside?: ReactNode; children: ReactNode; className?: string }

/** A surface with a line around it; with a title it has a 44 px head, `aside` stands at the head's right. */
export function Panel({ title, count, aside, children, className }: PanelProps) {
  return (
    <section className={`overflow-clip rounded-lg border border-line-strong bg-surface ${className ?? ''}`}>
      {title !== undefined && (
        <header className="flex min-h-11 items-center gap-2 border-line border-b px-4">
          <h2 className="font-semibold">
            {title}
            {count !== undefined && <span className="font-normal text-ink-3"> {count}</span>}
          </h2>
          {aside && (
            <div className="ml-auto flex items-center gap-2 text-right text-sm text-ink-3 max-md:text-xs">{aside}</div>
          )}
        </header>
      )}
      {children}
    </section>
  )
}

/** A padded part of a panel, with a line to the next one; `title` and `aside` form its small head. */
export function PanelPart({ title, aside, children }: { title?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <div className="border-line border-b px-4 pt-3.5 pb-4 last:border-b-0">
      {title !== undefined && (
        <div className="mb-2.5 flex items-center justify-between gap-2 text-sm">
          <h2 className="font-semibold">{title}</h2>
          {aside && <span className="text-ink-3">{aside}</span>}
        </div>
      )}
      {children}
    </div>
  )
}

/** Facts in two columns: labels left, values right. */
export function Facts({ facts }: { facts: readonly { label: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[minmax(96px,auto)_minmax(0,1fr)] gap-x-3 gap-y-1.75 text-sm">
      {facts.map(({ label, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is static, and labels are nodes
        <div key={index} className="contents">
          <dt className="text-ink-3">{label}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

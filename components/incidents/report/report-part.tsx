import type { ReactNode } from 'react'

/** A part of the report under its own heading: a panel on the screen, a chapter on paper. */
export function ReportPart({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className="overflow-clip rounded-lg border border-line-strong bg-surface print:overflow-visible print:rounded-none print:border-x-0 print:border-b-0">
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 border-line border-b px-4 py-2 print:break-after-avoid print:border-b-0 print:px-0 print:pb-0">
        <h2 className="font-semibold">{title}</h2>
        {note && <p className="text-sm text-ink-3 md:ml-auto">{note}</p>}
      </header>
      {children}
    </section>
  )
}

/** Text of a part, beside its tables. */
export function ReportText({ children }: { children: ReactNode }) {
  return <div className="grid gap-3 px-4 py-3.5 text-sm print:break-after-avoid print:px-0">{children}</div>
}

import { useWords } from '#words'

const bar = 'h-2.5 animate-pulse rounded-xs bg-press'

/** What stands where a table will be, with the height of its rows, so that nothing moves when they come. */
export function TableSkeleton({ rows = 8, dense }: { rows?: number; dense?: boolean }) {
  const words = useWords('common')
  return (
    <div role="status" className="overflow-clip rounded-lg border border-line-strong bg-surface">
      <span className="sr-only">{words('loading')}</span>
      <div className="h-8.5 border-line-strong border-b bg-sunken" />
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing have no other name
          key={row}
          className={`grid grid-cols-[2fr_1fr_1fr_1fr] items-center gap-4 border-line border-b px-4 last:border-b-0 ${dense ? 'h-8' : 'h-11'}`}
        >
          <span className={`${bar} w-3/5`} />
          <span className={`${bar} w-4/5`} />
          <span className={`${bar} w-1/2`} />
          <span className={`${bar} w-2/3`} />
        </div>
      ))}
    </div>
  )
}

/** What stands where a page's head will be. */
export function HeadSkeleton() {
  return (
    <div aria-hidden="true" className="flex min-h-8 items-center">
      <span className="h-4 w-48 animate-pulse rounded-xs bg-press" />
    </div>
  )
}

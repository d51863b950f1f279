import { useFormat, useWords } from '#words'
import type { JobRow } from '@/lib/jobs/schema'

/** How far a job is: done of all, and what did not go well in its own colour. */
export function JobProgress({ job: { counts, total }, large }: { job: JobRow; large?: boolean }) {
  const words = useWords('jobs')
  const format = useFormat()
  const ended = counts.done + counts.failed + counts.unknown + counts.cancelled
  const parts = [
    { key: 'done', count: counts.done, look: 'fill-accent' },
    { key: 'unknown', count: counts.unknown, look: 'fill-red' },
    { key: 'failed', count: counts.failed, look: 'fill-amber' },
    { key: 'cancelled', count: counts.cancelled, look: 'fill-neutral-5' },
  ]
  let from = 0
  return (
    <div className={large ? 'grid gap-1.5' : 'flex items-center gap-2'}>
      <svg
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={ended}
        aria-label={words('progress')}
        className={`rounded-xs bg-press ${large ? 'h-2 w-full' : 'h-1.5 w-24 flex-none'}`}
      >
        {parts.map(({ key, count, look }) => {
          const x = from
          const width = total === 0 ? 0 : (count / total) * 100
          from += width
          return width > 0 && <rect key={key} x={x} y={0} width={width} height={4} className={look} />
        })}
      </svg>
      <span className="text-sm tabular-nums">
        {words('ofTotal', { done: format.number(ended), total: format.number(total) })}
      </span>
    </div>
  )
}

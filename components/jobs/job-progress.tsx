import { useFormat, useWords } from '#words'
import { Bar } from '@/components/ui/figures/bar'
import type { JobRow } from '@/lib/jobs/schema'
import { partsOf } from './bar-parts'

/** How far a job is: done of all, and what did not go well in its own colour. */
export function JobProgress({ job: { counts, total }, large }: { job: JobRow; large?: boolean }) {
  const words = useWords('jobs')
  const format = useFormat()
  const ended = counts.done + counts.failed + counts.unknown + counts.cancelled
  return (
    <div className={large ? 'grid gap-1.5' : 'flex items-center gap-2'}>
      <Bar parts={partsOf(counts)} total={total} ended={ended} label={words('progress')} large={large} />
      <span className="text-sm tabular-nums">
        {words('ofTotal', { done: format.number(ended), total: format.number(total) })}
      </span>
    </div>
  )
}

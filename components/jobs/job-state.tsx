import { useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import type { JobRow } from '@/lib/jobs/schema'

/** Where a job stands, the most important first: what nobody knows, what failed, then how it goes. */
export function JobState({ job: { state, counts, endedAt, waitsForLine } }: { job: JobRow }) {
  const words = useWords('jobs')
  if (waitsForLine)
    return (
      <Badge tone="amber" icon="clock" meaning={words('meanings.waitsForLine')}>
        {words('states.waitsForLine')}
      </Badge>
    )
  if (endedAt === null)
    return (
      <Badge tone="blue" icon="running">
        {words(state === 'cancelled' ? 'states.ending' : 'states.running')}
      </Badge>
    )
  if (counts.unknown > 0)
    return (
      <Badge tone="red" icon="unknown" meaning={words('meanings.unknown')}>
        {words('states.unknown', { count: counts.unknown })}
      </Badge>
    )
  if (counts.failed > 0)
    return (
      <Badge tone="amber" icon="failed" meaning={words('meanings.failed')}>
        {words('states.failed', { count: counts.failed })}
      </Badge>
    )
  return (
    <Badge tone={state === 'cancelled' ? 'off' : 'ok'} icon={state === 'cancelled' ? 'off' : 'done'}>
      {words(`states.${state}`)}
    </Badge>
  )
}

import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import { Time } from '@/components/ui/figures/time'
import { Panel } from '@/components/ui/panel'
import type { IncidentJob } from '@/lib/incidents/schema'

const WORDS: Record<string, 'revoke' | 'sync' | undefined> = { 'token.revoke': 'revoke', 'channel.sync': 'sync' }

/** What is, or was, done to many for this incident, each with how far it is. */
export function IncidentJobs({ jobs }: { jobs: readonly IncidentJob[] }) {
  const words = useWords('incidents')
  const format = useFormat()
  if (jobs.length === 0) return null
  return (
    <Panel title={words('jobs.title')}>
      <ul>
        {jobs.map(({ id, change, total, ended, failed, unknown, startedAt, endedAt }) => (
          <li
            key={id}
            className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-4 py-2 text-sm last:border-b-0"
          >
            <Link href={`/jobs/${id}`} className="font-medium underline-offset-3 hover:underline">
              {words(`jobs.${WORDS[change] ?? 'other'}`, { count: total })}
            </Link>
            <Badge tone={endedAt ? 'ok' : 'blue'} icon={endedAt ? 'done' : 'running'}>
              {words(endedAt ? 'jobs.done' : 'jobs.running')}
            </Badge>
            <span className="text-ink-2 tabular-nums">
              {words('jobs.progress', { ended: format.number(ended), total: format.number(total) })}
            </span>
            {failed > 0 && (
              <Badge tone="amber" icon="failed">
                {words('jobs.failed', { count: failed })}
              </Badge>
            )}
            {unknown > 0 && (
              <Badge tone="red" icon="unknown">
                {words('jobs.unknown', { count: unknown })}
              </Badge>
            )}
            <span className="ml-auto text-xs text-ink-3">
              <Time at={startedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

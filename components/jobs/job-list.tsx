import Link from 'next/link'
import { useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import { Pager } from '@/components/ui/pager'
import { Panel } from '@/components/ui/panel'
import { Cell, type Column, Row, Table } from '@/components/ui/table'
import type { JobRow } from '@/lib/jobs/schema'
import { JobProgress } from './job-progress'
import { JobState } from './job-state'

/** The jobs, what runs first and then the latest. */
export function JobList({ rows, older }: { rows: readonly JobRow[]; older: string | null }) {
  const words = useWords('jobs')
  const columns: Column[] = [
    { head: words('job') },
    { head: words('status'), width: 180 },
    { head: words('progress'), width: 200 },
    { head: words('startedBy'), width: 160, low: true },
    { head: words('started'), width: 120 },
  ]
  return (
    <Panel>
      <Table label={words('title')} columns={columns}>
        {rows.map((job) => (
          <Row key={job.id} ended={job.endedAt !== null}>
            <Cell card="title">
              <Link href={`/jobs/${job.id}`} className="font-medium text-ink hover:underline">
                {words(`does.${JOB_WORDS[job.change]}`, { count: job.total })}
              </Link>
            </Cell>
            <Cell card="status">
              <JobState job={job} />
            </Cell>
            <Cell card="detail">
              <JobProgress job={job} />
            </Cell>
            <Cell tone="quiet" low>
              {job.startedBy}
            </Cell>
            <Cell card="meta" tone="quiet">
              <Time at={job.createdAt} />
            </Cell>
          </Row>
        ))}
      </Table>
      <Pager next={older ? `/jobs?before=${older}` : undefined} />
    </Panel>
  )
}

/** The words of what a job does; a dot would nest. */
export const JOB_WORDS = {
  'token.verify': 'verify',
  'channel.sync': 'sync',
  'channel.check': 'check',
  'token.issue': 'issue',
  'token.revoke': 'revoke',
} as const satisfies Record<JobRow['change'], string>

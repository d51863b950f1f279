import type { Metadata } from 'next'
import { JobList } from '@/components/jobs/job-list'
import { PageHead } from '@/components/shell/page-head'
import { ButtonLink } from '@/components/ui/controls/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { RefreshWhile } from '@/components/ui/refresh-while'
import { listJobs } from '@/lib/jobs/queries'
import { jobsPlace } from '@/lib/jobs/schema'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../page-actor'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('jobs'))('title') }
}

/** What was, or is being, done to many at once. */
export default async function JobsPage({ searchParams }: Props) {
  const [actor, query, words] = await Promise.all([pageActor('channel.read'), searchParams, getWords('jobs')])
  const { rows, older } = await listJobs(actor, jobsPlace.parse(query).before)
  return (
    <>
      <PageHead title={words('title')} />
      {rows.some(({ endedAt }) => endedAt === null) && <RefreshWhile seconds={3} />}
      {rows.length === 0 ? (
        <Panel>
          <EmptyState icon="running" action={<ButtonLink href="/channels">{words('toChannels')}</ButtonLink>}>
            {words('empty')}
          </EmptyState>
        </Panel>
      ) : (
        <JobList rows={rows} older={older} />
      )}
    </>
  )
}

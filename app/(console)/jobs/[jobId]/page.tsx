import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { JobItems } from '@/components/jobs/job-items'
import { JOB_WORDS } from '@/components/jobs/job-list'
import { JobPanel } from '@/components/jobs/job-panel'
import { PageHead } from '@/components/shell/page-head'
import { permits } from '@/lib/access/permits'
import { isRefusal } from '@/lib/errors'
import { getJob, listJobItems } from '@/lib/jobs/queries'
import { itemsPlace } from '@/lib/jobs/schema'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../../page-actor'
import { cancelJobAction } from '../actions'

type Props = {
  params: Promise<{ jobId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('jobs'))('one') }
}

/** A job: how far it is and what came of each; errors as they come, or all with `?show=all`. */
export default async function JobPage({ params, searchParams }: Props) {
  const [actor, { jobId }, query, words] = await Promise.all([
    pageActor('channel.read'),
    params,
    searchParams,
    getWords('jobs'),
  ])
  if (!z.uuid().safeParse(jobId).success) notFound()
  const { show = 'all', after } = itemsPlace.parse(query)
  const [job, items] = await Promise.all([
    getJob(actor, jobId).catch((error) => (isRefusal(error) ? notFound() : Promise.reject(error))),
    listJobItems(actor, jobId, { show, after }),
  ])
  const mayCancel = permits(actor, 'job.cancel')
  const other = show === 'all' ? 'problems' : 'all'
  return (
    <>
      <PageHead
        title={words(`does.${JOB_WORDS[job.change]}`, { count: job.total })}
        crumbs={[{ label: words('title'), href: '/jobs' }]}
      />
      <JobPanel
        job={job}
        cancel={mayCancel ? { action: cancelJobAction, submission: randomUUID() } : null}
        mayRevoke={permits(actor, 'token.revoke')}
      />
      <JobItems
        title={words(TITLES[show])}
        aside={
          <Link href={`/jobs/${jobId}?show=${other}`} className="text-accent-ink underline underline-offset-3">
            {words(`show.${other}`)}
          </Link>
        }
        rows={items.rows}
        nextHref={items.next === null ? undefined : `/jobs/${jobId}?show=${show}&after=${items.next}`}
      />
    </>
  )
}

const TITLES = { all: 'itemsAll', problems: 'itemsProblems', untaken: 'untakenOnly' } as const

import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { IssuePanel } from '@/components/jobs/issue/issue-panel'
import { StartPanel } from '@/components/jobs/start-panel'
import { PageHead } from '@/components/shell/page-head'
import { ButtonLink } from '@/components/ui/controls/button'
import { Notice } from '@/components/ui/notice'
import { channelFilter } from '@/lib/channels/schema'
import { isRefusal } from '@/lib/errors'
import { previewIssue } from '@/lib/jobs/preview-issue'
import { previewJob } from '@/lib/jobs/queries'
import { jobChange, jobSelection } from '@/lib/jobs/schema'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../../page-actor'
import { startIssuingAction, startJobAction } from '../actions'

type Search = Record<string, string | string[] | undefined>
type Props = { searchParams: Promise<Search> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('jobs'))('new') }
}

/**
 * What a selection would have done to it, before it is: `?change=channel.sync&channel=ID…`, all that the filter in the
 * address lets through (`&all=1`), tokens of a channel (`?change=token.verify&of=CHANNEL&token=ID…`), or those a job issued
 * whose values nobody took (`?change=token.revoke&untakenOf=JOB`).
 */
export default async function NewJobPage({ searchParams }: Props) {
  const [actor, query, words] = await Promise.all([pageActor('job.start'), searchParams, getWords('jobs')])
  const backHref = backOf(query)
  const head = <PageHead title={words('new')} crumbs={[{ label: words('title'), href: '/jobs' }]} />
  const change = jobChange.safeParse(query.change)
  const select = jobSelection.safeParse(selectionOf(query))
  if (!change.success || !select.success)
    return <Nothing head={head} text={words('nothing')} back={words('back')} href={backHref} />
  try {
    const start = { select: JSON.stringify(select.data), submission: randomUUID(), backHref }
    return (
      <>
        {head}
        {change.data === 'token.issue' ? (
          <IssuePanel preview={await previewIssue(actor, select.data)} action={startIssuingAction} {...start} />
        ) : (
          <StartPanel preview={await previewJob(actor, change.data, select.data)} action={startJobAction} {...start} />
        )}
      </>
    )
  } catch (error) {
    if (!isRefusal(error)) throw error
    const sentence = (await getWords('refusals')) as unknown as (key: string, values: object) => string
    return <Nothing head={head} text={sentence(error.reason, error.values)} back={words('back')} href={backHref} />
  }
}

function Nothing({ head, text, back, href }: { head: React.ReactNode; text: string; back: string; href: string }) {
  return (
    <>
      {head}
      <Notice tone="amber" actions={<ButtonLink href={href}>{back}</ButtonLink>}>
        {text}
      </Notice>
    </>
  )
}

const all = (value: string | string[] | undefined) => [...new Set([value ?? []].flat())]

function backOf({ of, untakenOf }: Search): string {
  if (typeof of === 'string') return `/channels/${of}/tokens`
  return typeof untakenOf === 'string' ? `/jobs/${untakenOf}` : '/channels'
}

function selectionOf({ channel, token, of, untakenOf, all: every, ...filter }: Search): unknown {
  if (typeof untakenOf === 'string') return { untakenOf }
  if (typeof of === 'string') return { tokens: all(token).map((tokenId) => ({ channelId: of, tokenId })) }
  return every === undefined ? { channels: all(channel) } : { filter: channelFilter.parse(filter) }
}

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { useActionWord } from '@/components/history/action-name'
import { EventBody } from '@/components/history/event/event-body'
import { TargetLabel } from '@/components/history/target-label'
import { PageHead } from '@/components/shell/page-head'
import { CopyButton } from '@/components/ui/controls/copy-button'
import { listChannelNames } from '@/lib/channels/queries'
import { env } from '@/lib/env'
import { isRefusal } from '@/lib/errors'
import { getEvent } from '@/lib/history/queries'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../../page-actor'

type Props = { params: Promise<{ seq: string }> }

const pageEvent = cache(async (seq: string) => {
  const actor = await pageActor('history.read')
  if (!/^\d{1,18}$/.test(seq)) notFound()
  try {
    return { actor, event: await getEvent(actor, BigInt(seq)) }
  } catch (error) {
    if (isRefusal(error) && error.code === 'not_found') notFound()
    throw error
  }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ event }, words] = await Promise.all([pageEvent((await params).seq), getWords('history')])
  return { title: `${words('title')} #${event.seq}` }
}

/** One event of the history. */
export default async function EventPage({ params }: Props) {
  const { actor, event } = await pageEvent((await params).seq)
  const [names, words] = await Promise.all([
    listChannelNames(actor, event.channelId ? [event.channelId] : []),
    getWords('history'),
  ])
  const address = new URL(`/history/${event.seq}`, env().KAGIBAN_URL).href
  return (
    <>
      <PageHead
        crumbs={[{ label: words('event.back'), href: '/history' }]}
        title={
          <>
            <ActionTitle name={event.name} /> <span className="font-normal text-ink-3">#{event.seq}</span>
          </>
        }
        sub={event.target && <TargetLabel>{event.target.label}</TargetLabel>}
        actions={<CopyButton text={address} thing={words('event.link')} word={words('event.copyLink')} />}
      />
      <EventBody event={event} channelName={event.channelId ? names.get(event.channelId) : undefined} />
    </>
  )
}

function ActionTitle({ name }: { name: string }) {
  return useActionWord()(name)
}

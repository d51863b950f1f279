import type { Metadata } from 'next'
import { Filters } from '@/components/history/filters'
import { HistoryPanel } from '@/components/history/history-panel'
import { listEvents } from '@/lib/history/queries'
import { historyFilter } from '@/lib/history/schema'
import { getReader } from '@/lib/words/reader'
import { getWords } from '@/lib/words/server'
import { pageChannel } from '../page-channel'

type Props = {
  params: Promise<{ channelId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('history'))('title') }
}

/** Everything that happened to one channel. */
export default async function ChannelHistoryPage({ params, searchParams }: Props) {
  const { actor, channel } = await pageChannel((await params).channelId)
  const { channel: _other, ...filter } = historyFilter.parse(await searchParams)
  const [page, { timeZone }] = await Promise.all([listEvents(actor, { ...filter, channel: channel.id }), getReader()])
  const base = `/channels/${channel.id}/history`
  const names = { actor: page.rows.find(({ actorId }) => actorId === filter.actor)?.actorName }
  return (
    <>
      <Filters base={base} filter={filter} names={names} channels={null} />
      <HistoryPanel page={page} base={base} filter={filter} timeZone={timeZone} />
    </>
  )
}

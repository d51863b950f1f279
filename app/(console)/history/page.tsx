import type { Metadata } from 'next'
import { Filters } from '@/components/history/filters'
import { HistoryPanel } from '@/components/history/history-panel'
import { PageHead } from '@/components/shell/page-head'
import { permits } from '@/lib/access/permits'
import { findChannelChoices, listChannelNames } from '@/lib/channels/queries'
import { listEvents } from '@/lib/history/queries'
import { historyFilter } from '@/lib/history/schema'
import { getReader } from '@/lib/words/reader'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../page-actor'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('history'))('title') }
}

/** Everything that happened, as far as the reader may see it. */
export default async function HistoryPage({ searchParams }: Props) {
  const actor = await pageActor('history.read')
  const filter = historyFilter.parse(await searchParams)
  const [page, channels, { timeZone }, words] = await Promise.all([
    listEvents(actor, filter),
    findChannelChoices(actor),
    getReader(),
    getWords('history'),
  ])
  const ids = [...page.rows.map(({ channelId }) => channelId), filter.channel]
  const channelNames = await listChannelNames(
    actor,
    ids.filter((id) => typeof id === 'string'),
  )
  const names = {
    channel: filter.channel && channelNames.get(filter.channel),
    actor: page.rows.find(({ actorId }) => actorId === filter.actor)?.actorName,
  }
  const base = '/history'
  return (
    <>
      <PageHead title={words('title')} sub={permits(actor, 'history.readAll') ? undefined : words('channelsOnly')} />
      <Filters base={base} filter={filter} names={names} channels={channels} />
      <HistoryPanel page={page} base={base} filter={filter} timeZone={timeZone} channelNames={channelNames} />
    </>
  )
}

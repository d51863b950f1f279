import type { Metadata } from 'next'
import { ExportButton } from '@/components/history/export/export-button'
import { ExportDialog } from '@/components/history/export/export-dialog'
import { Filters } from '@/components/history/filter/filters'
import { HistoryPanel } from '@/components/history/history-panel'
import { PageHead } from '@/components/shell/page-head'
import { permits } from '@/lib/access/permits'
import { findChannelChoices, listChannelNames } from '@/lib/channels/queries'
import { findActorChoices } from '@/lib/history/actors'
import { countEvents, listEvents } from '@/lib/history/queries'
import { getReader } from '@/lib/words/reader'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../page-actor'
import { pageFilter } from './page-filter'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('history'))('title') }
}

/** Everything that happened, as far as the reader may see it. */
export default async function HistoryPage({ searchParams }: Props) {
  const actor = await pageActor('history.read')
  const base = '/history'
  const filter = await pageFilter(base, searchParams)
  const may = permits(actor, 'history.export')
  const exporting = may && (await searchParams).export !== undefined
  const [page, channels, actors, count, { timeZone }, words] = await Promise.all([
    listEvents(actor, filter),
    findChannelChoices(actor),
    findActorChoices(actor),
    exporting ? countEvents(actor, filter) : 0,
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
    actor: actors?.find(({ id }) => id === filter.actor)?.name ?? page.rows[0]?.actorName,
    target: page.rows[0]?.target?.label,
  }
  return (
    <>
      <PageHead
        title={words('title')}
        sub={permits(actor, 'history.readAll') ? undefined : words('channelsOnly')}
        actions={<ExportButton base={base} filter={filter} total={page.total} may={may} />}
      />
      <Filters base={base} filter={filter} names={names} channels={channels} actors={actors} timeZone={timeZone} />
      <HistoryPanel page={page} base={base} filter={filter} timeZone={timeZone} channelNames={channelNames} />
      {count > 0 && <ExportDialog base={base} filter={filter} asked={filter} names={names} count={count} />}
    </>
  )
}

import type { Metadata } from 'next'
import { historyView } from '@/app/(console)/history/history-view'
import { pageFilter } from '@/app/(console)/history/page-filter'
import { EventDrawer } from '@/components/history/drawer/event-drawer'
import { ExportButton } from '@/components/history/export/export-button'
import { ExportDialog } from '@/components/history/export/export-dialog'
import { Filters } from '@/components/history/filter/filters'
import { HistoryPanel } from '@/components/history/history-panel'
import { permits } from '@/lib/access/permits'
import { findActorChoices } from '@/lib/history/actors'
import { countEvents } from '@/lib/history/queries'
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
  const base = `/channels/${channel.id}/history`
  const { channel: _other, ...filter } = await pageFilter(base, searchParams)
  const asked = { ...filter, channel: channel.id }
  const query = await searchParams
  const may = permits(actor, 'history.export')
  const [{ page, drawer, timeZone }, actors, count] = await Promise.all([
    historyView(actor, { base, filter, asked, query }),
    findActorChoices(actor),
    may && query.export !== undefined ? countEvents(actor, asked) : 0,
  ])
  const names = {
    channel: channel.name,
    actor: actors?.find(({ id }) => id === filter.actor)?.name ?? page.rows[0]?.actorName,
    target: page.rows[0]?.target?.label,
  }
  const button = (
    <ExportButton
      base={base}
      filter={filter}
      total={page.density.total}
      may={may}
      className="ml-auto max-md:col-span-2 max-md:ml-0 max-md:h-10"
    />
  )
  return (
    // As much as the drawer is wider than the summary beside.
    <div className={`flex flex-col gap-4 md:gap-5 ${drawer ? 'xl:mr-36' : ''}`}>
      <Filters {...{ base, filter, names, actors, timeZone }} channels={null} aside={button} />
      <HistoryPanel {...{ page, base, filter, timeZone }} open={drawer?.event.seq} />
      {drawer && <EventDrawer {...drawer} />}
      {count > 0 && <ExportDialog base={base} filter={filter} asked={asked} names={names} count={count} />}
    </div>
  )
}

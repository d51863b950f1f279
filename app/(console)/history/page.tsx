import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { EventDrawer } from '@/components/history/drawer/event-drawer'
import { ExportButton } from '@/components/history/export/export-button'
import { ExportDialog } from '@/components/history/export/export-dialog'
import { historyHref } from '@/components/history/filter/address'
import { Filters } from '@/components/history/filter/filters'
import { HistoryPanel } from '@/components/history/history-panel'
import { ProofLine } from '@/components/history/proof/proof-line'
import { ViewsBar } from '@/components/history/views/views-bar'
import { ViewsDialog } from '@/components/history/views/views-dialog'
import { PageHead } from '@/components/shell/page-head'
import { permits } from '@/lib/access/permits'
import { findChannelChoices } from '@/lib/channels/queries'
import { findActorChoices } from '@/lib/history/actors'
import { findDelivery } from '@/lib/history/checkpoints/queries'
import { countEvents } from '@/lib/history/queries'
import { findCheck } from '@/lib/verifying/queries'
import { listViews } from '@/lib/views/queries'
import { queryOf } from '@/lib/views/schema'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../page-actor'
import { dropViewAction, saveViewAction } from './actions'
import { historyView } from './history-view'
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
  const query = await searchParams
  const may = permits(actor, 'history.export')
  const [{ page, drawer, channelNames, timeZone }, channels, actors, count, check, delivery, views, words] =
    await Promise.all([
      historyView(actor, { base, filter, asked: filter, query }),
      findChannelChoices(actor),
      findActorChoices(actor),
      may && query.export !== undefined ? countEvents(actor, filter) : 0,
      findCheck(actor),
      findDelivery(actor),
      listViews(actor),
      getWords('history'),
    ])
  const names = {
    channel: filter.channel && channelNames.get(filter.channel),
    actor: actors?.find(({ id }) => id === filter.actor)?.name ?? page.rows[0]?.actorName,
    target: page.rows[0]?.target?.label,
  }
  const { before, after } = filter
  const here = historyHref(base, filter, { before, after })
  const asked = queryOf(filter)
  return (
    <div className={`flex flex-col gap-4 md:gap-5 ${drawer ? 'xl:mr-[440px]' : ''}`}>
      <PageHead
        title={words('title')}
        sub={
          <>
            <ProofLine check={check} delivery={delivery} />
            {!permits(actor, 'history.readAll') && <p className="basis-full">{words('channelsOnly')}</p>}
          </>
        }
        actions={<ExportButton base={base} filter={filter} total={page.density.total} may={may} />}
      />
      <ViewsBar views={views} query={asked} manageHref={historyHref(base, filter, { before, after, views: '1' })} />
      <Filters {...{ base, filter, names, channels, actors, timeZone }} />
      <HistoryPanel page={page} base={base} filter={filter} {...{ timeZone, channelNames }} open={drawer?.event.seq} />
      {drawer && <EventDrawer {...drawer} />}
      {count > 0 && <ExportDialog base={base} filter={filter} asked={filter} names={names} count={count} />}
      {query.views !== undefined && (
        <ViewsDialog
          {...{ views, filter, names }}
          query={asked}
          closeHref={here}
          save={saveViewAction}
          drop={dropViewAction}
          submissions={[randomUUID(), ...views.map(() => randomUUID())]}
        />
      )}
    </div>
  )
}

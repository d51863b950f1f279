import { useFormat, useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Pager } from '@/components/ui/pager'
import { Panel } from '@/components/ui/panel'
import { type Density, type EventRow, FILTERS, type HistoryFilter } from '@/lib/history/schema'
import { DensityStrip } from './density/density-strip'
import { ListKeys } from './drawer/list-keys'
import { EventList } from './event-list'
import { historyHref } from './filter/address'
import { ZoneSwitch } from './zone-switch'

/** Past this the total is only known to be more. */
const COUNTED = 10_000

type Props = {
  page: { rows: readonly EventRow[]; density: Density; newer: string | null; older: string | null }
  base: string
  filter: HistoryFilter
  timeZone: string
  channelNames?: ReadonlyMap<string, string> | undefined
  /** The place of the event that is open beside the list. */
  open: string | undefined
}

/** One page of the history with its total, when all of it happened, and the ways to the pages beside it. */
export function HistoryPanel({ page, base, filter, timeZone, channelNames, open }: Props) {
  const words = useWords('history')
  const format = useFormat()
  const { rows, density, newer, older } = page
  const { total } = density
  const totalWords = total > COUNTED ? words('totalMany', { total: format.number(COUNTED) }) : words('total', { total })
  if (rows.length === 0) {
    const filtered = FILTERS.some((name) => filter[name] && !(name === 'channel' && base !== '/history'))
    return (
      <Panel>
        <EmptyState
          icon={filtered ? 'search' : 'clock'}
          action={filtered && <ButtonLink href={base}>{words('clear')}</ButtonLink>}
        >
          {words(filtered ? 'emptyFiltered' : 'empty')}
        </EmptyState>
      </Panel>
    )
  }
  return (
    <Panel title={totalWords} aside={<ZoneSwitch timeZone={timeZone} />}>
      <DensityStrip density={density} base={base} filter={filter} />
      <EventList {...{ rows, timeZone, channelNames, base, filter, open }} />
      <ListKeys />
      {(newer || older) && (
        <Pager
          summary={totalWords}
          previous={newer ? historyHref(base, filter, { after: newer }) : undefined}
          next={older ? historyHref(base, filter, { before: older }) : undefined}
        />
      )}
    </Panel>
  )
}

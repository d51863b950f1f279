import { useFormat, useWords } from '#words'
import { acrossOf, GroupRow, Table } from '@/components/ui/table'
import type { EventRow, HistoryFilter } from '@/lib/history/schema'
import { groupByDay, nearDay } from './days'
import { EventLine } from './event-line'

type Props = {
  rows: readonly EventRow[]
  timeZone: string
  /** The names of the channels of these events; without them the channel is not shown. */
  channelNames?: ReadonlyMap<string, string> | undefined
  base: string
  filter: HistoryFilter
  /** The place of the event that is open beside the list. */
  open?: string | undefined
}

/** Events, newest first, in days of the reader's time zone. */
export function EventList({ rows, timeZone, channelNames, base, filter, open }: Props) {
  const words = useWords('history')
  const format = useFormat()
  const columns = [
    { head: words('time'), width: 80 },
    { head: words('actor'), width: 120 },
    { head: words('action'), width: 152 },
    { head: words('target') },
    { head: words('outcome'), width: 152 },
    ...(channelNames ? [{ head: words('channel'), width: 200, low: true }] : []),
  ]
  const across = acrossOf(columns)
  const titleOf = (at: Date) => {
    const near = nearDay(at, format.now, timeZone)
    return near ? words(near, { day: format.weekday(at) }) : `${format.weekday(at)} · ${format.day(at)}`
  }
  return (
    <Table dense label={words('label')} columns={columns}>
      {groupByDay(rows, timeZone).flatMap((day) => [
        <GroupRow key={day.date} {...across} title={day.rows[0] && titleOf(day.rows[0].at)} />,
        ...day.rows.map((event) => (
          <EventLine key={event.seq} {...{ event, base, filter, channelNames }} open={event.seq === open} />
        )),
      ])}
    </Table>
  )
}

import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { Pager } from '@/components/ui/pager'
import { Panel } from '@/components/ui/panel'
import { type Column, Table } from '@/components/ui/table'
import type { ChannelFilter, ChannelRow as ChannelOfList, ChannelSort } from '@/lib/channels/schema'
import { channelsHref, FILTERS } from './address'
import { ChannelRow } from './channel-row'
import { ChannelSelection } from './channel-selection'

type Props = {
  page: {
    rows: readonly ChannelOfList[]
    total: number
    from: number
    previous: string | null
    next: string | null
  }
  filter: ChannelFilter
  may: { start: boolean; issue: boolean; openIncident: boolean }
}

/** The parts of a filter that are set, as the address has them. */
const setOf = (filter: ChannelFilter) =>
  Object.fromEntries(FILTERS.flatMap((name) => (filter[name] ? [[name, String(filter[name])]] : [])))

/** One page of the channels as a table whose heads order it, with the way to the pages beside it. */
export function ChannelList({ page: { rows, total, from, previous, next }, filter, may }: Props) {
  const words = useWords('channels')
  const format = useFormat()
  const sortable = (sort: ChannelSort, word: string): Pick<Column, 'head' | 'sort'> => {
    const direction = sort === 'slots' ? 'descending' : 'ascending'
    return {
      head: (
        <Link href={channelsHref(filter, { sort: sort === 'name' ? null : sort })} className="hover:underline">
          {word}
        </Link>
      ),
      ...((filter.sort ?? 'name') === sort && { sort: direction }),
    }
  }
  const columns: Column[] = [
    sortable('name', words('list.channel')),
    { head: words('list.status'), width: 160 },
    { head: words('list.type'), width: 124, low: true },
    { head: words('list.environment'), width: 196 },
    { ...sortable('slots', words('list.slots')), width: 128 },
    { ...sortable('expiry', words('list.nextExpiry')), width: 108 },
    { head: words('list.signingKey'), width: 116, low: true },
    { head: words('list.owner'), width: 116, low: true },
  ]
  const range = { from: format.number(from + 1), to: format.number(from + rows.length), total: format.number(total) }
  return (
    <Panel>
      <ChannelSelection
        filter={setOf(filter)}
        total={total}
        denied={may.start ? undefined : words('bulkDenied')}
        issueDenied={may.issue ? undefined : words('issueDenied')}
        incidentDenied={may.openIncident ? undefined : words('incident.denied')}
      >
        <Table label={words('title')} columns={columns}>
          {rows.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} />
          ))}
        </Table>
      </ChannelSelection>
      <Pager
        summary={words('range', range)}
        previous={previous ? channelsHref(filter, { before: previous }) : undefined}
        next={next ? channelsHref(filter, { after: next }) : undefined}
      />
    </Panel>
  )
}

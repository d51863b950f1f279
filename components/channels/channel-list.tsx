import { useFormat, useWords } from '#words'
import { Pager } from '@/components/ui/pager'
import { Panel } from '@/components/ui/panel'
import { type Column, Table } from '@/components/ui/table'
import type { ChannelRow as ChannelOfList } from '@/lib/channels/schema'
import { ChannelRow } from './channel-row'

type Props = {
  page: {
    rows: readonly ChannelOfList[]
    total: number
    from: number
    previous: string | null
    next: string | null
  }
}

/** One page of the channels as a table, with the way to the pages beside it. */
export function ChannelList({ page: { rows, total, from, previous, next } }: Props) {
  const words = useWords('channels')
  const format = useFormat()
  const columns: Column[] = [
    { head: words('list.channel'), sort: 'ascending' },
    { head: words('list.type'), width: 132, low: true },
    { head: words('list.environment'), width: 208 },
    { head: words('list.slots'), width: 132 },
    { head: words('list.nextExpiry'), width: 108 },
    { head: words('list.signingKey'), width: 152 },
    { head: words('list.owner'), width: 132, low: true },
  ]
  const range = { from: format.number(from + 1), to: format.number(from + rows.length), total: format.number(total) }
  return (
    <Panel>
      <Table label={words('title')} columns={columns}>
        {rows.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} />
        ))}
      </Table>
      <Pager
        summary={words('range', range)}
        previous={previous ? `/channels?before=${previous}` : undefined}
        next={next ? `/channels?after=${next}` : undefined}
      />
    </Panel>
  )
}

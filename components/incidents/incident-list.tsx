import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import { Panel } from '@/components/ui/panel'
import { Cell, type Column, Row, Table } from '@/components/ui/table'
import type { IncidentRow } from '@/lib/incidents/schema'
import { IncidentState } from './incident-state'

/** The incidents, open ones first, then the latest. */
export function IncidentList({ rows }: { rows: readonly IncidentRow[] }) {
  const words = useWords('incidents')
  const format = useFormat()
  const columns: Column[] = [
    { head: words('incident') },
    { head: words('status'), width: 250 },
    { head: words('channels'), width: 240 },
    { head: words('openedBy'), width: 140, low: true },
    { head: words('opened'), width: 124 },
    { head: words('timeToSafe'), width: 124, low: 'tight' },
  ]
  return (
    <Panel>
      <Table label={words('title')} columns={columns}>
        {rows.map((incident) => (
          <Row key={incident.id} ended={incident.closedAt !== null}>
            <Cell card="title">
              <Link href={`/incidents/${incident.id}`} className="font-medium text-ink hover:underline">
                {incident.reason}
              </Link>
            </Cell>
            <Cell card="status">
              <IncidentState incident={incident} />
            </Cell>
            <Cell card="detail" tone="quiet">
              <Channels incident={incident} />
            </Cell>
            <Cell tone="quiet" low>
              {incident.openedBy}
            </Cell>
            <Cell card="meta" tone="quiet">
              <Time at={incident.openedAt} />
            </Cell>
            <Cell tone="quiet" low="tight">
              {incident.safeAt ? format.duration(incident.safeAt.getTime() - incident.openedAt.getTime()) : '—'}
            </Cell>
          </Row>
        ))}
      </Table>
    </Panel>
  )
}

function Channels({ incident: { channels, channelName } }: { incident: IncidentRow }) {
  const words = useWords('incidents')
  return <>{channels > 1 ? words('andOthers', { name: channelName, count: channels - 1 }) : channelName}</>
}

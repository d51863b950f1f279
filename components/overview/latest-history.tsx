import Link from 'next/link'
import { useWords } from '#words'
import { EventList } from '@/components/history/event-list'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import type { EventRow } from '@/lib/history/schema'

type Props = { rows: readonly EventRow[]; timeZone: string; channelNames: ReadonlyMap<string, string> }

/** The last few events, with the way to all of them. */
export function LatestHistory({ rows, timeZone, channelNames }: Props) {
  const words = useWords('history')
  const overview = useWords('overview')
  return (
    <Panel
      title={overview('latest.title')}
      aside={
        <Link href="/history" className="font-medium text-accent-ink underline-offset-3 hover:underline">
          {overview('latest.open')}
        </Link>
      }
    >
      {rows.length > 0 ? (
        <EventList rows={rows} timeZone={timeZone} channelNames={channelNames} base="/history" filter={{}} />
      ) : (
        <EmptyState icon="clock">{words('empty')}</EmptyState>
      )}
    </Panel>
  )
}

import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { useActionWord, useActorWord } from '@/components/history/action-name'
import { shownOutcome } from '@/components/history/outcome-badge'
import { Name } from '@/components/ui/name'
import type { ReportEvent, ReportView } from '@/lib/incidents/report/schema'
import { timeZoneName } from '@/lib/words/preferences'
import { ReportPart, ReportText } from './report-part'
import { ReportTable } from './report-table'

/** What happened, in the order it was written. */
export function TimelinePart({ report, timeZone }: { report: ReportView; timeZone: string }) {
  const words = useWords('report')
  const history = useWords('history')
  const shell = useWords('shell')
  const format = useFormat()
  const actionWord = useActionWord()
  const actorWord = useActorWord()
  const { incident, events, total, readsAll } = report
  const names = new Map(incident.channels.map(({ channelId, name }) => [channelId, name]))
  const about = ({ target, channelId }: ReportEvent) =>
    [
      ...new Set([
        target?.type === 'incident' ? undefined : target?.label,
        channelId ? names.get(channelId) : undefined,
      ]),
    ]
      .filter((label) => label !== undefined)
      .map((label, index) => (
        <span key={label}>
          {index > 0 && ' · '}
          <Name>{label}</Name>
        </span>
      ))
  return (
    <ReportPart title={words('timeline')} note={shell('timesIn', { zone: timeZoneName(timeZone) })}>
      {(!readsAll || events.length < total) && (
        <ReportText>
          {!readsAll && <p>{words('channelsOnly')}</p>}
          {events.length < total && <p>{words('eventsCut', { shown: events.length, total })}</p>}
        </ReportText>
      )}
      <ReportTable
        label={words('timeline')}
        columns={[
          { head: history('time'), width: 20 },
          { head: history('action'), width: 22 },
          { head: history('target'), width: 26 },
          { head: history('outcome'), width: 17 },
          { head: history('actor'), width: 15 },
        ]}
        rows={events.map((event) => ({
          key: event.seq,
          cells: [
            <time key="at" dateTime={event.at.toISOString()} className="whitespace-nowrap text-ink-2">
              {format.weekday(event.at)} {format.clock(event.at)}
            </time>,
            <Link
              key="name"
              href={`/history/${event.seq}`}
              prefetch={false}
              className="font-medium underline-offset-3 hover:underline"
            >
              {actionWord(event.name)}
            </Link>,
            about(event),
            history(`outcomes.${shownOutcome(event)}`),
            actorWord(event),
          ],
        }))}
      />
    </ReportPart>
  )
}

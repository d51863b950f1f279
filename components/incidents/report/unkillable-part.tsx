import { useFormat, useWords } from '#words'
import { Name } from '@/components/ui/name'
import type { ReportView } from '@/lib/incidents/report/schema'
import type { Unkillable } from '@/lib/incidents/schema'
import { ReportPart, ReportText } from './report-part'
import { ReportTable } from './report-table'

/** What nobody could end, of each channel, and until when at the latest. */
export function UnkillablePart({ report: { incident } }: { report: ReportView }) {
  const words = useWords('report')
  const several = incident.channels.length > 1
  const format = useFormat()
  const rows = incident.channels.flatMap(({ channelId, name, tokens, unkillable }) => [
    // While it is open they are still to be revoked.
    ...(incident.closedAt ? tokens.left : []).map(({ id, purpose, expiresAt }) => ({
      key: id,
      cells: [
        ...(several ? [<Name key="channel">{name}</Name>] : []),
        words('cannot.token', { name: purpose }),
        expiresAt ? words('untilAtLatest', { time: format.instant(expiresAt) }) : words('noEnd'),
      ],
    })),
    ...unkillable.map((one, index) => ({
      key: `${channelId} ${index}`,
      cells: [
        ...(several ? [<Name key="channel">{name}</Name>] : []),
        <What key="what" one={one} />,
        <Until key="until" one={one} />,
      ],
    })),
  ])
  return (
    <ReportPart title={words('unkillable')} note={words(incident.closedAt ? 'asOfClosing' : 'asOfNow')}>
      {rows.length === 0 ? (
        <ReportText>{words('nothingLeft')}</ReportText>
      ) : (
        <ReportTable
          label={words('unkillable')}
          columns={[
            ...(several ? [{ head: words('channel'), width: 18 }] : []),
            { head: words('what'), width: several ? 50 : 66 },
            { head: words('until'), width: several ? 32 : 34 },
          ]}
          rows={rows}
        />
      )}
    </ReportPart>
  )
}

function What({ one: { what, standing, appeared, keyId, count } }: { one: Unkillable }) {
  const words = useWords('report')
  if (what !== 'keyId') return words(`cannot.${what}`, { count })
  return (
    <>
      {words(standing === 'lost' ? 'cannot.lost' : appeared ? 'cannot.foreignNew' : 'cannot.foreign')}
      <span className="block font-mono text-xs text-ink-3">{keyId}</span>
    </>
  )
}

function Until({ one: { what, until, after } }: { one: Unkillable }) {
  const words = useWords('report')
  const format = useFormat()
  if (until) return words('untilAtLatest', { time: format.instant(until) })
  if (after) return <span className="text-red-ink">{words('untilStep', { step: words(`steps.${after}`) })}</span>
  return what === 'longLived' ? words('noEnd') : words('none')
}

import { useFormat, useWords } from '#words'
import { useIssuerWord } from '@/components/tokens/issuer'
import { Facts } from '@/components/ui/panel'
import { Steps } from '@/components/ui/steps'
import type { ReportToken, ReportView } from '@/lib/incidents/report/schema'
import { mayLiveUntil } from '@/lib/incidents/schema'
import { outcomeOf } from '@/lib/tokens/proof/schema'
import { ReportPart, ReportText } from './report-part'
import { useSinceOpening } from './since-opening'

/** The incident at a glance: how long until issuing was frozen, everything revoked, and all of it safe; and how many of what. */
export function SummaryPart({ report }: { report: ReportView }) {
  const words = useWords('report')
  const format = useFormat()
  const since = useSinceOpening()
  const person = useIssuerWord()
  const { incident, tokens } = report
  const { openedAt, openedBy, closedAt, closedBy } = incident
  const over = closedAt ?? format.now
  const time = (step: 'frozen' | 'revoked' | 'safe', ms: number | null) => ({
    state: ms === null ? ('wrong' as const) : ('done' as const),
    title: words(ms === null ? `times.not.${step}` : `times.${step}`),
    aside: ms === null ? null : <b className="font-semibold text-ink">{since(ms)}</b>,
    text: ms === null ? null : words(`times.means.${step}`),
  })
  const count = countOf(tokens, over)
  const until = mayLiveUntil(incident.channels)
  return (
    <ReportPart title={words('summary')} note={words('fromOpening')}>
      <ReportText>
        <Steps
          steps={[time('frozen', report.frozenMs), time('revoked', report.revokedMs), time('safe', report.safeMs)]}
        />
      </ReportText>
      <div className="border-line border-t">
        <ReportText>
          <Facts
            facts={[
              { label: words('reason'), value: incident.reason },
              {
                label: words('opened'),
                value: words('atBy', { time: format.instant(openedAt), name: person(openedBy) }),
              },
              {
                label: words('closed'),
                value: closedAt
                  ? words('atBy', { time: format.instant(closedAt), name: person(closedBy ?? '') })
                  : words('notClosed'),
              },
              { label: words('channels'), value: format.number(incident.channels.length) },
              { label: words('tokens'), value: words('tokenCounts', count) },
              ...(until
                ? [{ label: words('mayLive'), value: words('mayLiveUntil', { time: format.instant(until) }) }]
                : []),
            ]}
          />
        </ReportText>
      </div>
    </ReportPart>
  )
}

/** How many tokens ended in which way. Stateless ones, which nobody can revoke, aside. */
function countOf(all: readonly ReportToken[], over: Date) {
  const tokens = all.filter(({ kind }) => kind !== 'stateless')
  const ways = tokens.map((token) => {
    const outcome = outcomeOf(token)
    if (token.state === 'gone') return outcome === 'proven' || outcome === 'ended' ? outcome : 'elsewhere'
    return token.expiresAt && token.expiresAt <= over ? 'ended' : 'left'
  })
  const count = (way: (typeof ways)[number]) => ways.filter((each) => each === way).length
  return {
    total: tokens.length,
    ...{ proven: count('proven'), elsewhere: count('elsewhere'), ended: count('ended'), left: count('left') },
    stateless: all.length - tokens.length,
  }
}

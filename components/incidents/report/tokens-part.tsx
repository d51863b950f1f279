import { useFormat, useWords } from '#words'
import { KIND_WORDS } from '@/components/tokens/kind'
import { Name } from '@/components/ui/name'
import type { ReportToken, ReportView } from '@/lib/incidents/report/schema'
import { ReportPart, ReportText } from './report-part'
import { ReportTable } from './report-table'
import { TokenEnd } from './token-end'

/** So many tokens a page holds; the file holds them all. */
const SHOWN = 1_000

/** Each token the incident was about, with what proves its end. */
export function TokensPart({ report: { incident, tokens } }: { report: ReportView }) {
  const words = useWords('report')
  const format = useFormat()
  const over = incident.closedAt ?? format.now
  if (tokens.length === 0)
    return (
      <ReportPart title={words('tokens')}>
        <ReportText>{words('noTokens')}</ReportText>
      </ReportPart>
    )
  const several = incident.channels.length > 1
  const cut = tokens.length > SHOWN
  return (
    <ReportPart title={words('tokens')} note={words('proofNote')}>
      {cut && <ReportText>{words('tokensCut', { shown: SHOWN, total: tokens.length })}</ReportText>}
      <ReportTable
        label={words('tokens')}
        columns={[
          { head: words('token'), width: 26 },
          ...(several ? [{ head: words('channel'), width: 16 }] : []),
          { head: words('end'), width: several ? 46 : 62 },
          { head: words('proofFile'), width: 12 },
        ]}
        rows={tokens.slice(0, SHOWN).map((token) => ({
          key: token.id,
          cells: [
            <TokenName key="name" token={token} />,
            ...(several ? [<Name key="channel">{token.channelName}</Name>] : []),
            <TokenEnd key="end" token={token} over={over} />,
            <ProofFile key="proof" token={token} />,
          ],
        }))}
      />
    </ReportPart>
  )
}

function TokenName({ token: { purpose, kind, keyId } }: { token: ReportToken }) {
  const words = useWords('tokens')
  return (
    <>
      <span className="font-medium">
        <Name>{purpose}</Name>
      </span>
      <span className="block text-xs text-ink-3">
        {words(KIND_WORDS[kind])}
        {keyId && <span className="font-mono"> · {keyId}</span>}
      </span>
    </>
  )
}

function ProofFile({ token: { id, channelId, purpose, state, proof } }: { token: ReportToken }) {
  const words = useWords('report')
  if (state === 'live' || !proof) return <span className="text-ink-3">{words('none')}</span>
  return (
    // No link of the router, which would fetch the file ahead.
    <a
      href={`/channels/${channelId}/tokens/${id}/proof`}
      download
      aria-label={words('proofOf', { name: purpose })}
      className="text-accent-ink underline underline-offset-3"
    >
      {words('proof')}
    </a>
  )
}

import { useFormat, useWords } from '#words'
import { KIND_WORDS } from '@/components/tokens/kind'
import { hasEnded, statusOf } from '@/components/tokens/status'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Cell, type Column, Row, Table } from '@/components/ui/table'
import type { JobChange } from '@/lib/jobs/schema'
import type { TokenView } from '@/lib/tokens/schema'

/** Why a token cannot be revoked; null when it can. */
export function whyNotRevocable(token: TokenView, now: Date): 'stateless' | 'ended' | null {
  if (token.kind === 'stateless') return 'stateless'
  return hasEnded(statusOf(token, now)) ? 'ended' : null
}

type Props = { tokens: readonly TokenView[]; more: number; change: JobChange }

/** The single tokens that were chosen; before a revoke also why one of them cannot be revoked. */
export function ChosenTokens({ tokens, more, change }: Props) {
  const words = useWords('jobs')
  const kinds = useWords('tokens')
  const { now } = useFormat()
  const revoking = change === 'token.revoke'
  const columns: Column[] = [
    { head: words('token.name') },
    { head: words('token.kind'), width: 110 },
    { head: words('token.keyId'), width: 150 },
    { head: words('token.expires'), width: 120 },
    ...(revoking ? [{ head: words('token.can'), width: 260 }] : []),
  ]
  return (
    <div className="border-line border-b">
      <Table label={words('token.name')} columns={columns}>
        {tokens.map((token) => {
          const why = revoking ? whyNotRevocable(token, now) : null
          return (
            <Row key={token.id} ended={why !== null}>
              <Cell card="title">
                <span className="font-medium" data-tip={token.purpose}>
                  {token.purpose}
                </span>
              </Cell>
              <Cell card="status" tone="quiet">
                {kinds(KIND_WORDS[token.kind])}
              </Cell>
              <Cell card={why ? 'none' : 'detail'}>
                {token.keyId ? <Id value={token.keyId} thing={kinds('keyIdThing')} /> : '—'}
              </Cell>
              <Cell card="meta" tone="quiet">
                {token.expiresAt ? <Time at={token.expiresAt} /> : words('token.noExpiry')}
              </Cell>
              {revoking && (
                <Cell card={why ? 'detail' : 'none'} tone={why ? 'amber' : 'quiet'}>
                  <span className="block whitespace-normal">
                    {why ? words(`cannotRevoke.${why}`) : words('token.yes')}
                  </span>
                </Cell>
              )}
            </Row>
          )
        })}
      </Table>
      {more > 0 && <p className="px-4 py-2.5 text-sm text-ink-3">{words('andMore', { count: more })}</p>}
    </div>
  )
}

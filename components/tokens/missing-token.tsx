import { useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import { Notice } from '@/components/ui/notice'
import type { TokenView } from '@/lib/tokens/schema'

/** True for a token that left LINE's list before its time and that no revoke from here explains. */
export function wentMissing({ state, kind, proof, goneAt, expiresAt }: TokenView): boolean {
  const early = goneAt !== null && (expiresAt === null || goneAt < expiresAt)
  return (
    state === 'gone' &&
    kind === 'v2.1' &&
    early &&
    proof?.list?.lastListedAt !== undefined &&
    !proof.accepted &&
    !proof.requested
  )
}

/** Between which two lists it went missing, who may have ended it, and what to do. */
export function MissingToken({ token: { proof, issuedAt } }: { token: TokenView }) {
  const words = useWords('tokens')
  const list = proof?.list
  if (!list) return null
  const last = list.lastListedAt ? new Date(list.lastListedAt) : null
  return (
    <Notice tone="amber" title={words('missing.title')}>
      <p>
        {words.rich(last ? 'missing.between' : 'missing.since', {
          last: () => <Time at={last ?? issuedAt} show="instant" />,
          first: () => <Time at={new Date(list.at)} show="instant" />,
        })}
      </p>
      <p className="mt-1">{words('missing.who')}</p>
      <p className="mt-1">{words('missing.todo')}</p>
    </Notice>
  )
}

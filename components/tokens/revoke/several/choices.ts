import type { useWords } from '#words'
import type { TokenView } from '@/lib/tokens/schema'
import { KIND_WORDS } from '../../kind'
import { hasEnded, isRevocable, statusOf } from '../../status'

/** One of several tokens to be revoked, in words; `why` says why it cannot be. */
export interface Choice {
  id: string
  purpose: string
  kind: string
  keyId: string | null
  why: string | null
}

/** The tokens an address asks to revoke at once; those that cannot be stay in the list and say why. */
export function choicesOf(
  tokens: readonly TokenView[],
  now: Date,
  words: ReturnType<typeof useWords<'tokens'>>,
): Choice[] {
  return tokens.map((token) => {
    const { id, purpose, kind, keyId } = token
    const ended = hasEnded(statusOf(token, now))
    const why = isRevocable(token, now) ? null : words(ended ? 'open.ended' : 'stateless.revoke')
    return { id, purpose, kind: words(KIND_WORDS[kind]), keyId, why }
  })
}

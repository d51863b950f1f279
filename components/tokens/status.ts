import { expiresSoon } from '@/components/channels/slot-kinds'
import type { SlotKind } from '@/components/ui/figures/slots'
import { outcomeOf } from '@/lib/tokens/proof/schema'
import type { KeyIdView, TokenView } from '@/lib/tokens/schema'

/** The one thing to know of a token, the most important first. */
export type TokenStatus = 'expired' | 'gone' | 'unproven' | 'unprovable' | 'refused' | 'soon' | 'ok'

type Held = Pick<TokenView, 'kind' | 'keyId' | 'state' | 'issuedAt' | 'expiresAt' | 'lastVerdict'> &
  Partial<Pick<TokenView, 'proof' | 'goneAt'>>

/** What stands in a token's badge. What has ended by itself needs no proof any more, so it comes before an open revoke. */
export function statusOf(token: Held, now: Date): TokenStatus {
  if (token.state === 'gone')
    return token.goneAt && token.expiresAt && token.goneAt >= token.expiresAt ? 'expired' : 'gone'
  if (token.expiresAt && token.expiresAt <= now) return 'expired'
  if (token.state === 'revoking') return token.proof?.unprovable ? 'unprovable' : 'unproven'
  if (token.lastVerdict === 'refused') return 'refused'
  return expiresSoon(token, now) ? 'soon' : 'ok'
}

/** True for what is over: nothing can be done with it, and nothing needs to be. */
export function hasEnded(status: TokenStatus): boolean {
  return status === 'gone' || status === 'expired'
}

/**
 * True for a v2.1 token that was taken in while LINE's list left open which key ID is its own: it is one of those that
 * are listed as foreign.
 */
export function isUnnamed({ kind, keyId }: Pick<Held, 'kind' | 'keyId'>): boolean {
  return kind === 'v2.1' && keyId === null
}

/** The square that leads a live token's row, the same as on the slot board; the slot of an unnamed one is a foreign row's. */
export function slotOf(token: Held, now: Date): SlotKind | 'slotless' {
  if (token.kind !== 'v2.1' || isUnnamed(token)) return 'slotless'
  if (token.state === 'revoking') return 'unproven'
  return expiresSoon(token, now) ? 'soon' : 'ours'
}

/** True when a revoke can be asked for: LINE ends no stateless token, and what has ended needs none. */
export function isRevocable(token: Held, now: Date): boolean {
  return token.kind !== 'stateless' && !hasEnded(statusOf(token, now))
}

/** True when no other token of the channel that could be revoked is known to work: whatever uses it may be all there is. */
export function isLastLive(tokenId: string, live: readonly (Held & { id: string })[]): boolean {
  const others = live.filter(({ id, kind, state }) => id !== tokenId && state === 'live' && kind !== 'stateless')
  return live.some(({ id, state }) => id === tokenId && state === 'live') && others.length === 0
}

/** One row of what is live at LINE: a token of ours, or a key ID we hold no token of. */
export type LiveRow<T, K> =
  | { slot: SlotKind | 'slotless'; token: T; keyId?: never }
  | { slot: SlotKind; keyId: K; token?: never }

const ORDER = ['unproven', 'soon', 'foreign', 'lost', 'ours', 'slotless']

/** What is live at LINE in the order of the slot board; within one kind the given order stays. */
export function liveRows<T extends Held, K extends Pick<KeyIdView, 'standing'>>(
  tokens: readonly T[],
  keyIds: readonly K[],
  now: Date,
): LiveRow<T, K>[] {
  const rows: LiveRow<T, K>[] = [
    ...tokens.map((token) => ({ slot: slotOf(token, now), token })),
    ...keyIds.map((keyId) => ({ slot: keyId.standing, keyId })),
  ]
  return rows.sort((a, b) => ORDER.indexOf(a.slot) - ORDER.indexOf(b.slot))
}

const LONGEST_LIFE_MS = 30 * 24 * 3600 * 1000

/** When it is over at the latest, whosever it is: 30 days after it was first seen, for LINE gives v2.1 tokens no more. */
export function latestEnd({ firstSeenAt }: Pick<KeyIdView, 'firstSeenAt'>): Date {
  return new Date(firstSeenAt.getTime() + LONGEST_LIFE_MS)
}

/** How far a revoke has come, for one line; null when nobody asked for one. */
export function revokedHow(token: Pick<TokenView, 'state' | 'proof' | 'goneAt' | 'expiresAt'>) {
  const { proof } = token
  const outcome = outcomeOf(token)
  if (!outcome || !proof) return null
  if (outcome === 'notListed' || outcome === 'refused') return 'notAsked'
  if (outcome === 'ended') return proof.requested || proof.accepted ? 'ended' : 'endedAlone'
  if (outcome === 'proven') return proof.accepted ? 'proven' : 'notSent'
  if (outcome === 'unprovable') return 'unprovable'
  return proof.accepted ? 'accepted' : proof.unsent ? 'unsent' : 'notSeen'
}

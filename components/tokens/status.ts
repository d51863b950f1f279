import { expiresSoon } from '@/components/channels/slot-kinds'
import type { SlotKind } from '@/components/ui/figures/slots'
import type { KeyIdView, TokenView } from '@/lib/tokens/schema'

/** The one thing to know of a token, the most important first. */
export type TokenStatus = 'expired' | 'gone' | 'unproven' | 'refused' | 'soon' | 'ok'

type Held = Pick<TokenView, 'kind' | 'state' | 'issuedAt' | 'expiresAt' | 'lastVerdict'>

/** What stands in a token's badge. What has ended by itself needs no proof any more, so it comes before an open revoke. */
export function statusOf(token: Held, now: Date): TokenStatus {
  if (token.state === 'gone') return 'gone'
  if (token.expiresAt && token.expiresAt <= now) return 'expired'
  if (token.state === 'revoking') return 'unproven'
  if (token.lastVerdict === 'refused') return 'refused'
  return expiresSoon(token, now) ? 'soon' : 'ok'
}

/** The square that leads a live token's row, the same as on the slot board. */
export function slotOf(token: Held, now: Date): SlotKind | 'slotless' {
  if (token.kind !== 'v2.1') return 'slotless'
  if (token.state === 'revoking') return 'unproven'
  return expiresSoon(token, now) ? 'soon' : 'ours'
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

/** When a key ID of unknown age is over at the latest: LINE gives v2.1 tokens 30 days at most. */
export function latestEnd({ firstSeenAt }: Pick<KeyIdView, 'firstSeenAt'>): Date {
  return new Date(firstSeenAt.getTime() + LONGEST_LIFE_MS)
}

/** Why no v2.1 token can be issued for a channel now; null when one can. */
export function issueBlock(channel: {
  type: string
  signingKey: string
  slotsTaken: number
  slots: number
}): 'type' | 'key' | 'full' | null {
  if (channel.type === 'mini_app' || channel.type === 'line_login') return 'type'
  if (channel.signingKey !== 'active') return 'key'
  return channel.slotsTaken >= channel.slots ? 'full' : null
}

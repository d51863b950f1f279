import type { SlotKind } from '@/components/ui/figures/slots'
import type { KeyIdView, TokenView } from '@/lib/tokens/schema'

const DAY_MS = 24 * 3600 * 1000
type Held = Pick<TokenView, 'kind' | 'keyId' | 'state' | 'issuedAt' | 'expiresAt'>

/** True when a live token has less than a day, or less than a tenth of its life, left; a stateless one is meant to be short. */
export function expiresSoon(
  { kind, issuedAt, expiresAt }: Pick<Held, 'kind' | 'issuedAt' | 'expiresAt'>,
  now: Date,
): boolean {
  if (!expiresAt || kind === 'stateless') return false
  const lifeMs = expiresAt.getTime() - issuedAt.getTime()
  return expiresAt.getTime() - now.getTime() < Math.max(DAY_MS, lifeMs / 10)
}

/**
 * What is in the v2.1 slots of a channel, what needs attention first: tokens of ours, then key IDs we hold no token of.
 * A token whose key ID is not known is in the slot of one of the latter.
 */
export function slotKinds(
  live: readonly Held[],
  unheld: readonly Pick<KeyIdView, 'standing'>[],
  now: Date,
): SlotKind[] {
  const held = live
    .filter(({ kind, keyId }) => kind === 'v2.1' && keyId !== null)
    .map((token): SlotKind => {
      if (token.state === 'revoking') return 'unproven'
      return expiresSoon(token, now) ? 'soon' : 'ours'
    })
  const order: readonly SlotKind[] = ['unproven', 'soon', 'foreign', 'lost', 'ours']
  return [...held, ...unheld.map(({ standing }) => standing)].sort((a, b) => order.indexOf(a) - order.indexOf(b))
}

/** How many tokens are live at LINE as far as is known; one whose key ID is not known is listed as a foreign one too. */
export function countLive(
  live: readonly Pick<Held, 'kind' | 'keyId'>[],
  unheld: readonly Pick<KeyIdView, 'standing'>[],
) {
  const unnamed = live.filter(({ kind, keyId }) => kind === 'v2.1' && keyId === null).length
  const foreign = unheld.filter(({ standing }) => standing === 'foreign').length
  return live.length + unheld.length - Math.min(unnamed, foreign)
}

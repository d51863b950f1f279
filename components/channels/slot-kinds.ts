import type { SlotKind } from '@/components/ui/figures/slots'
import type { KeyIdView, TokenView } from '@/lib/tokens/schema'

const DAY_MS = 24 * 3600 * 1000
type Held = Pick<TokenView, 'kind' | 'state' | 'issuedAt' | 'expiresAt'>

/** True when a live token has less than a day, or less than a tenth of its life, left. */
export function expiresSoon({ issuedAt, expiresAt }: Pick<Held, 'issuedAt' | 'expiresAt'>, now: Date): boolean {
  if (!expiresAt) return false
  const lifeMs = expiresAt.getTime() - issuedAt.getTime()
  return expiresAt.getTime() - now.getTime() < Math.max(DAY_MS, lifeMs / 10)
}

/** What is in the v2.1 slots of a channel, what needs attention first: tokens of ours, then key IDs we hold no token of. */
export function slotKinds(
  live: readonly Held[],
  unheld: readonly Pick<KeyIdView, 'standing'>[],
  now: Date,
): SlotKind[] {
  const held = live
    .filter(({ kind }) => kind === 'v2.1')
    .map((token): SlotKind => {
      if (token.state === 'revoking') return 'unproven'
      return expiresSoon(token, now) ? 'soon' : 'ours'
    })
  const order: readonly SlotKind[] = ['unproven', 'soon', 'foreign', 'lost', 'ours']
  return [...held, ...unheld.map(({ standing }) => standing)].sort((a, b) => order.indexOf(a) - order.indexOf(b))
}

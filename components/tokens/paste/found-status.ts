import type { Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon'
import type { FoundToken } from '@/lib/tokens/schema'

export type FoundStatus = 'live' | 'revoking' | 'gone' | 'expired'

/** How each looks in a badge. */
export const FOUND_LOOK: Record<FoundStatus, { tone: Tone; icon: IconName }> = {
  live: { tone: 'ok', icon: 'check' },
  revoking: { tone: 'red', icon: 'unproven' },
  gone: { tone: 'off', icon: 'done' },
  expired: { tone: 'off', icon: 'hourglass' },
}

/** The state of a token that was found by its value; what has ended by itself needs no proof any more. */
export function foundStatus({ state, expiresAt }: Pick<FoundToken, 'state' | 'expiresAt'>, now: Date): FoundStatus {
  if (state === 'gone') return 'gone'
  if (expiresAt && new Date(expiresAt) <= now) return 'expired'
  return state
}

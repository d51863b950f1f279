import type { Tone } from '@/components/ui/badge'
import { slotLevel } from '@/components/ui/figures/slot-level'
import type { IconName } from '@/components/ui/icon'
import type { AttentionKind, AttentionRow } from '@/lib/tokens/attention/schema'

const LOOK: Record<AttentionKind, { tone: Tone; icon: IconName }> = {
  historyBroken: { tone: 'red', icon: 'failed' },
  incident: { tone: 'red', icon: 'warning' },
  unknown: { tone: 'red', icon: 'unknown' },
  unproven: { tone: 'red', icon: 'unproven' },
  secretRefused: { tone: 'red', icon: 'off' },
  keyRefused: { tone: 'red', icon: 'key' },
  tokenRefused: { tone: 'red', icon: 'failed' },
  unexplained: { tone: 'amber', icon: 'unproven' },
  historyUndelivered: { tone: 'amber', icon: 'hourglass' },
  clock: { tone: 'amber', icon: 'clock' },
  drift: { tone: 'amber', icon: 'drift' },
  expired: { tone: 'red', icon: 'failed' },
  soon: { tone: 'amber', icon: 'hourglass' },
  slots: { tone: 'amber', icon: 'warning' },
  shortLived: { tone: 'amber', icon: 'warning' },
  secretMissing: { tone: 'amber', icon: 'off' },
  noKey: { tone: 'amber', icon: 'key' },
}

/** The badge of a row; few free slots are as urgent as the slot bar says. */
export function lookOf({ kind, count }: Pick<AttentionRow, 'kind' | 'count'>): { tone: Tone; icon: IconName } {
  const full = (kind === 'slots' || kind === 'shortLived') && slotLevel(count) === 'red'
  return full ? { ...LOOK[kind], tone: 'red' } : LOOK[kind]
}

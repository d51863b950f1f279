import { useWords } from '#words'
import { Badge, type Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon'
import type { ChannelState } from '@/lib/channels/schema'

const LOOK: Record<ChannelState, { tone: Tone; icon: IconName }> = {
  incident: { tone: 'red', icon: 'warning' },
  unknown: { tone: 'red', icon: 'unknown' },
  unproven: { tone: 'red', icon: 'unproven' },
  refused: { tone: 'red', icon: 'key' },
  drift: { tone: 'amber', icon: 'drift' },
  expired: { tone: 'red', icon: 'failed' },
  soon: { tone: 'amber', icon: 'hourglass' },
  nearlyFull: { tone: 'amber', icon: 'warning' },
  noKey: { tone: 'amber', icon: 'todo' },
  frozen: { tone: 'amber', icon: 'off' },
  ok: { tone: 'ok', icon: 'check' },
  archived: { tone: 'off', icon: 'off' },
}

/** The one thing to know of a channel. */
export function StateBadge({ state }: { state: ChannelState }) {
  const words = useWords('channels')
  return (
    <Badge {...LOOK[state]} meaning={words(`stateMeanings.${state}`)}>
      {words(`states.${state}`)}
    </Badge>
  )
}

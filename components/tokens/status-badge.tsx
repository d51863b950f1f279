import { useWords } from '#words'
import { Badge, type Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon'
import type { KeyIdView } from '@/lib/tokens/schema'
import type { TokenStatus } from './status'

const LOOK: Record<TokenStatus | KeyIdView['standing'], { tone: Tone; icon: IconName }> = {
  unproven: { tone: 'red', icon: 'unproven' },
  refused: { tone: 'red', icon: 'failed' },
  soon: { tone: 'amber', icon: 'hourglass' },
  foreign: { tone: 'amber', icon: 'drift' },
  lost: { tone: 'amber', icon: 'drift' },
  ok: { tone: 'ok', icon: 'check' },
  gone: { tone: 'off', icon: 'done' },
  expired: { tone: 'off', icon: 'hourglass' },
}

/** The state of a token or of a key ID we hold no token of. */
export function StatusBadge({ status }: { status: TokenStatus | KeyIdView['standing'] }) {
  const words = useWords('tokens')
  return (
    <Badge {...LOOK[status]} meaning={words(`meanings.${status}`)}>
      {words(`badges.${status}`)}
    </Badge>
  )
}

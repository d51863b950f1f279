import { useWords } from '#words'
import { Badge, type Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon'
import type { KeyIdView } from '@/lib/tokens/schema'
import type { revokedHow, TokenStatus } from './status'

const LOOK: Record<TokenStatus | KeyIdView['standing'], { tone: Tone; icon: IconName }> = {
  unproven: { tone: 'red', icon: 'unproven' },
  unprovable: { tone: 'red', icon: 'unproven' },
  refused: { tone: 'red', icon: 'failed' },
  soon: { tone: 'amber', icon: 'hourglass' },
  foreign: { tone: 'amber', icon: 'drift' },
  lost: { tone: 'amber', icon: 'drift' },
  ok: { tone: 'ok', icon: 'check' },
  gone: { tone: 'off', icon: 'done' },
  expired: { tone: 'off', icon: 'hourglass' },
}

type Props = { status: TokenStatus | KeyIdView['standing']; how?: ReturnType<typeof revokedHow> }

/** The state of a token or of a key ID we hold no token of; `how` says in its tip how far a revoke has come. */
export function StatusBadge({ status, how }: Props) {
  const words = useWords('tokens')
  return (
    <Badge {...LOOK[status]} meaning={how ? words(`revoke.short.${how}`) : words(`meanings.${status}`)}>
      {words(`badges.${status}`)}
    </Badge>
  )
}

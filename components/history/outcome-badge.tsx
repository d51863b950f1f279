import { useWords } from '#words'
import { Badge, type Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon'
import type { EventRow, Outcome } from '@/lib/history/schema'

type Shown = Outcome | 'proven' | 'unproven'

const LOOK: Record<Shown, { tone: Tone; icon: IconName }> = {
  requested: { tone: 'off', icon: 'todo' },
  done: { tone: 'ok', icon: 'done' },
  failed: { tone: 'red', icon: 'failed' },
  unknown: { tone: 'red', icon: 'unknown' },
  denied: { tone: 'amber', icon: 'off' },
  settled: { tone: 'ok', icon: 'check' },
  proven: { tone: 'ok', icon: 'done' },
  unproven: { tone: 'red', icon: 'unproven' },
}

/** What stands in an event's badge: a revoke that is done is proven or not, whatever LINE answered. */
export function shownOutcome({ outcome, proven }: Pick<EventRow, 'outcome' | 'proven'>): Shown {
  if (outcome !== 'done' || proven === null) return outcome
  return proven ? 'proven' : 'unproven'
}

/** How an event ended. */
export function OutcomeBadge({ event }: { event: Pick<EventRow, 'outcome' | 'proven'> }) {
  const words = useWords('history')
  const shown = shownOutcome(event)
  return (
    <Badge {...LOOK[shown]} meaning={words(`meanings.${shown}`)}>
      {words(`outcomes.${shown}`)}
    </Badge>
  )
}

import { useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import type { IncidentRow } from '@/lib/incidents/schema'

const LOOK = {
  open: { tone: 'red', icon: 'warning' },
  safe: { tone: 'ok', icon: 'shield' },
  closed: { tone: 'off', icon: 'done' },
  unsafe: { tone: 'amber', icon: 'unproven' },
} as const

/** Whether an incident is open, safe or closed, and whether it is a drill. */
export function IncidentState({ incident }: { incident: Pick<IncidentRow, 'safeAt' | 'closedAt' | 'drill'> }) {
  const words = useWords('incidents')
  const { safeAt, closedAt, drill } = incident
  const state = closedAt ? (safeAt ? 'closed' : 'unsafe') : safeAt ? 'safe' : 'open'
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <Badge {...LOOK[state]} meaning={words(`meanings.${state}`)}>
        {words(`states.${state}`)}
      </Badge>
      {drill && (
        <Badge tone="blue" icon="rotate" meaning={words('drillMeaning')}>
          {words('drill')}
        </Badge>
      )}
    </span>
  )
}

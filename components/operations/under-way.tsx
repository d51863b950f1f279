import { useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import { Time } from '@/components/ui/figures/time'
import { Name } from '@/components/ui/name'
import { Panel, PanelPart } from '@/components/ui/panel'
import { RefreshWhile } from '@/components/ui/refresh-while'
import type { OperationStep, OperationView } from '@/lib/operations/schema'
import { OperationSteps } from './operation-steps'

/** An operation with its steps. */
export interface Followed {
  operation: OperationView
  steps: readonly OperationStep[]
}

/** What is being done to a channel right now, or waits to be settled, whoever began it and wherever; nothing when there is none. */
export function UnderWay({ operations }: { operations: readonly Followed[] }) {
  const words = useWords('operations')
  const actions = useWords('permissions') as unknown as (key: string) => string
  if (operations.length === 0) return null
  const isAsking = operations.some(({ operation }) => operation.state !== 'unknown')
  return (
    <Panel title={words('title')} count={operations.length} aside={words('by')}>
      <RefreshWhile seconds={isAsking ? 2 : 10} />
      <div aria-live="polite">
        {operations.map(({ operation, steps }) => (
          <PanelPart key={operation.id}>
            <p className="mb-2.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
              <span className="font-semibold">{actions(operation.change)}</span>
              <Name>{operation.label}</Name>
              <StateBadge state={operation.state} />
              <span className="ml-auto text-ink-3 max-md:ml-0">
                {words.rich('begun', { name: operation.actorName, time: () => <Time at={operation.createdAt} /> })}
              </span>
            </p>
            <OperationSteps operation={operation} steps={steps} />
          </PanelPart>
        ))}
      </div>
    </Panel>
  )
}

function StateBadge({ state }: { state: OperationView['state'] }) {
  const words = useWords('operations')
  return state === 'unknown' ? (
    <Badge tone="red" icon="unknown">
      {words('states.unknown')}
    </Badge>
  ) : (
    <Badge tone="blue" icon="running">
      {words('states.running')}
    </Badge>
  )
}

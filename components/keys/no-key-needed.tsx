import { useWords } from '#words'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'

/** In place of the task for a channel of a type that LINE issues no v2.1 tokens for. */
export function NoKeyNeeded() {
  const words = useWords('keys')
  return (
    <Panel>
      <EmptyState icon="key">{words('notNeeded')}</EmptyState>
    </Panel>
  )
}

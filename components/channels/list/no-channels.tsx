import { useWords } from '#words'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { AddChannel } from './add-channel'

/** In place of the list while it is empty: starts the first task. */
export function NoChannels({ mayAdd }: { mayAdd: boolean }) {
  const words = useWords('channels')
  return (
    <Panel>
      <EmptyState icon="channel" action={mayAdd && <AddChannel mayAdd />}>
        {words(mayAdd ? 'empty' : 'emptyDenied')}
      </EmptyState>
    </Panel>
  )
}

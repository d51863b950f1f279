import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'

/** In place of the list where a filter lets no channel through, or where all of them are archived. */
export function NoneFound({ filtered }: { filtered: boolean }) {
  const words = useWords('channels')
  const common = useWords('common')
  return (
    <Panel>
      {filtered ? (
        <EmptyState icon="search" action={<ButtonLink href="/channels">{common('filter.clear')}</ButtonLink>}>
          {words('emptyFiltered')}
        </EmptyState>
      ) : (
        <EmptyState
          icon="channel"
          action={<ButtonLink href="/channels?state=archived">{words('showArchived')}</ButtonLink>}
        >
          {words('emptyWorking')}
        </EmptyState>
      )}
    </Panel>
  )
}

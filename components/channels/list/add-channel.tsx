import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'

/** The way to add a channel; who may not is told why. */
export function AddChannel({ mayAdd }: { mayAdd: boolean }) {
  const words = useWords('channels')
  if (!mayAdd)
    return (
      <Button variant="primary" icon="plus" disabledReason={words('addDenied')}>
        {words('add')}
      </Button>
    )
  return (
    <ButtonLink variant="primary" icon="plus" href="/channels/new">
      {words('add')}
    </ButtonLink>
  )
}

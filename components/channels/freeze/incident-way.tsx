import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'

type Props = { channelId: string; open: { id: string } | null; may: boolean }

/** The way into an incident for one channel, or to the one that is open. */
export function IncidentWay({ channelId, open, may }: Props) {
  const words = useWords('channels')
  if (open) return <ButtonLink href={`/incidents/${open.id}`}>{words('freeze.toIncident')}</ButtonLink>
  if (may)
    return (
      <ButtonLink variant="danger" icon="warning" href={`/incidents/new?channel=${channelId}`}>
        {words('incident.openFor')}
      </ButtonLink>
    )
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button variant="danger" icon="warning" disabledReason={words('incident.denied')}>
        {words('incident.openFor')}
      </Button>
      <p className="text-sm text-ink-3">{words('incident.denied')}</p>
    </div>
  )
}

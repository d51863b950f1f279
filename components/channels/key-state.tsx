import { useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import type { ChannelRow } from '@/lib/channels/schema'

/** Whether a channel can sign: a key in use (which LINE may have refused), one that waits for its kid or is not used, or none. */
export function KeyState({ state, refused = false }: { state: ChannelRow['signingKey']; refused?: boolean }) {
  const words = useWords('channels')
  if (state === 'none') return <span className="text-ink-3">{words('keyStates.none')}</span>
  if (refused)
    return (
      <Badge tone="red" icon="failed">
        {words('keyStates.refused')}
      </Badge>
    )
  return (
    <Badge tone={state === 'active' ? 'ok' : 'amber'} icon={state === 'active' ? 'check' : 'hourglass'}>
      {words(`keyStates.${state}`)}
    </Badge>
  )
}

import { useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import type { ChannelRow } from '@/lib/channels/schema'

/** Whether a channel can sign: a key in use, one that waits for its kid, or none. */
export function KeyState({ state }: { state: ChannelRow['signingKey'] }) {
  const words = useWords('channels')
  const word = words(`keyStates.${state}`)
  if (state === 'none') return <span className="text-ink-3">{word}</span>
  return (
    <Badge tone={state === 'active' ? 'ok' : 'amber'} icon={state === 'active' ? 'check' : 'hourglass'}>
      {word}
    </Badge>
  )
}

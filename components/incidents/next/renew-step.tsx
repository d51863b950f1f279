import { useWords } from '#words'
import type { IncidentChannelView } from '@/lib/incidents/schema'
import { Way } from '../allowed'
import { Frame } from './frame'
import { stateOf } from './next-step'

type Props = { act: 'key' | 'secret'; channel: IncidentChannelView; more: number; may: boolean }

/** What is renewed on a page of the channel's own: the signing key, the secret. */
export function RenewStep({ act, channel, more, may }: Props) {
  const words = useWords('incidents')
  const at = `/channels/${channel.channelId}`
  const wrong = stateOf(channel, act) === 'wrong' || (act === 'secret' && channel.secretRefusedAt !== null)
  const why =
    act === 'secret'
      ? words(wrong ? 'now.secret.refused' : 'now.secret.text')
      : words(wrong ? 'now.key.refused' : channel.keyWaits ? 'now.key.waits' : 'now.key.text')
  return (
    <Frame title={words(`now.${act}.title`, { channel: channel.name })} more={more}>
      <p>{why}</p>
      <div>
        <Way
          may={may}
          href={act === 'key' ? `${at}/keys` : `${at}/settings?secret`}
          variant="primary"
          size="lg"
          icon="key"
        >
          {words(`now.${act}.go`)}
        </Way>
      </div>
    </Frame>
  )
}

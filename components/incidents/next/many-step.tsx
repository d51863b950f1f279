import { useWords } from '#words'
import { ActionForm } from '@/components/ui/forms/action-form'
import { Submit } from '../allowed'
import { Frame } from './frame'
import type { NextProps } from './next-panel'
import type { NextStep } from './next-step'

type Props = Omit<NextProps, 'next'> & { next: Extract<NextStep, { act: 'revoke' | 'sync' }> }

/** What is done to many channels by one button, as a job of the incident: all revokes, or a look at LINE's lists. */
export function ManyStep({ next: { act, channels }, incident, may, actions, submissions }: Props) {
  const words = useWords('incidents')
  const left = channels.flatMap(({ tokens }) => tokens.left)
  const unproven = left.filter(({ state }) => state === 'revoking').length
  const title =
    act === 'revoke'
      ? words('now.revoke.title', { tokens: left.length, channels: channels.length })
      : words('now.sync.title', { count: channels.length })
  return (
    <Frame title={title}>
      <p>{act === 'revoke' ? words('now.revoke.text', { channels: channels.length }) : words('now.sync.text')}</p>
      {act === 'revoke' && unproven > 0 && <p>{words('now.revoke.again', { count: unproven })}</p>}
      <ActionForm
        action={actions.job}
        submission={submissions[0]}
        hidden={{
          change: act === 'revoke' ? 'token.revoke' : 'channel.sync',
          select: JSON.stringify({ channels: channels.map(({ channelId }) => channelId) }),
          incidentId: incident.id,
        }}
        className="grid justify-items-start gap-3"
      >
        <Submit
          may={may}
          size="lg"
          variant={act === 'revoke' ? 'danger-solid' : 'primary'}
          icon={act === 'revoke' ? 'off' : 'sync'}
          className="h-auto! min-h-11 py-2 whitespace-normal!"
        >
          {act === 'revoke' ? title : words('now.sync.go')}
        </Submit>
      </ActionForm>
    </Frame>
  )
}

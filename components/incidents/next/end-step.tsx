import { useFormat, useWords } from '#words'
import { ActionForm } from '@/components/ui/forms/action-form'
import { mayLiveUntil } from '@/lib/incidents/schema'
import { Submit } from '../allowed'
import { Frame } from './frame'
import type { NextProps } from './next-panel'

type Props = Omit<NextProps, 'next'> & { act: 'wait' | 'say' | 'close' }

/** The end: wait for what settles by itself, say that all is done, close. */
export function EndStep({ act, incident, may, actions, submissions }: Props) {
  const words = useWords('incidents')
  const format = useFormat()
  const until = mayLiveUntil(incident.channels)
  if (act === 'wait')
    return (
      <Frame title={words('now.wait.title')}>
        <p>
          {words('now.wait.text', { count: incident.channels.reduce((sum, each) => sum + each.openOperations, 0) })}
        </p>
      </Frame>
    )
  return (
    <Frame title={words(`now.${act}.title`)}>
      <p>{words(`now.${act}.text`)}</p>
      {until && <p>{words('now.mayLive', { time: format.instant(until) })}</p>}
      <ActionForm
        // What is left of one form must not answer for the other.
        key={act}
        action={act === 'say' ? actions.step : actions.close}
        submission={submissions[act === 'say' ? 0 : 1]}
        hidden={{ incidentId: incident.id }}
        className="grid justify-items-start gap-3"
      >
        <Submit may={may} size="lg" icon="done">
          {words(act === 'say' ? 'now.say.go' : 'close.submit')}
        </Submit>
      </ActionForm>
    </Frame>
  )
}

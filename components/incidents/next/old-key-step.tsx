import { useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import { ActionForm } from '@/components/ui/forms/action-form'
import { Id } from '@/components/ui/id'
import type { IncidentChannelView } from '@/lib/incidents/schema'
import { Submit } from '../allowed'
import { Frame } from './frame'
import type { NextProps } from './next-panel'
import { OldKeyAnswer } from './old-key-answer'

type Props = Omit<NextProps, 'next'> & { channel: IncidentChannelView; more: number }

/** The keys of before are deleted at LINE: what can be tried is tried, of the others a person's word is taken. */
export function OldKeyStep({ channel, more, incident, may, actions, submissions }: Props) {
  const words = useWords('incidents')
  const { channelId, name, oldKeys } = channel
  const open = oldKeys.filter(({ refusedAt, saidAt }) => !refusedAt && !saidAt)
  const [held, erased] = [open.filter((key) => key.held), open.filter((key) => !key.held)]
  return (
    <Frame title={words('now.oldKey.title', { channel: name })} more={more}>
      <p>
        {words.rich('now.oldKey.text', {
          b: (chunks) => <b className="font-semibold text-ink">{chunks}</b>,
          count: open.length,
        })}
      </p>
      <ul className="grid gap-1">
        {oldKeys.map((key) => (
          <li key={key.kid} className="flex flex-wrap items-center gap-x-3 text-ink">
            <Id value={key.kid} thing={words('now.oldKey.kid')} full />
            {!open.includes(key) && (
              <Badge tone="ok" icon="check">
                {words('now.oldKey.gone')}
              </Badge>
            )}
          </li>
        ))}
      </ul>
      {held.length > 0 && (
        <ActionForm
          action={actions.check}
          submission={submissions[0]}
          hidden={{ channelId }}
          className="grid justify-items-start gap-3"
        >
          <OldKeyAnswer kids={held.map(({ kid }) => kid)} replaceHref={`/channels/${channelId}/settings?secret`} />
          <p>{words('now.oldKey.checked')}</p>
          <Submit may={may} size="lg" icon="shield">
            {words('now.oldKey.check')}
          </Submit>
        </ActionForm>
      )}
      {erased.length > 0 && (
        <ActionForm
          action={actions.step}
          submission={submissions[1]}
          hidden={{ incidentId: incident.id, channelId }}
          className="grid justify-items-start gap-3"
        >
          <p>{words('now.oldKey.erased', { count: erased.length })}</p>
          <Submit may={may} size="lg" {...(held.length > 0 ? { variant: 'secondary' as const } : {})}>
            {words('now.oldKey.say')}
          </Submit>
        </ActionForm>
      )}
    </Frame>
  )
}

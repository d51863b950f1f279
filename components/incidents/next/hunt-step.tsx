import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { Time } from '@/components/ui/figures/time'
import { ActionForm } from '@/components/ui/forms/action-form'
import { Id } from '@/components/ui/id'
import type { IncidentChannelView } from '@/lib/incidents/schema'
import { Submit } from '../allowed'
import { Frame } from './frame'
import type { NextProps } from './next-panel'

type Props = Omit<NextProps, 'next'> & { channel: IncidentChannelView; more: number }

/** The key IDs LINE still lists whose tokens nobody here holds: each hunted by its value, or waited out. */
export function HuntStep({ channel, more, incident, may, actions, submissions }: Props) {
  const words = useWords('incidents')
  const { channelId, name, unkillable } = channel
  const keyIds = unkillable.filter(({ what }) => what === 'keyId')
  return (
    <Frame title={words('now.hunt.title', { count: keyIds.length, channel: name })} more={more}>
      <p>{words('now.hunt.text', { count: keyIds.length })}</p>
      <ul className="grid divide-y divide-line rounded-lg border border-line-strong">
        {keyIds.map(({ keyId, until }) => (
          <li key={keyId} className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 px-3 py-1.5 text-sm">
            <Id value={keyId ?? ''} thing={words('now.hunt.keyId')} full />
            {until && <span>{words.rich('now.hunt.until', { time: () => <Time at={until} /> })}</span>}
            <span className="ml-auto">
              <ButtonLink size="sm" icon="search" href={`/channels/${channelId}/tokens?hunt=${keyId}`}>
                {words('now.hunt.go')}
              </ButtonLink>
            </span>
          </li>
        ))}
      </ul>
      <ActionForm
        action={actions.job}
        submission={submissions[0]}
        hidden={{ change: 'channel.sync', select: JSON.stringify({ channels: [channelId] }), incidentId: incident.id }}
        className="grid justify-items-start gap-3"
      >
        <Submit may={may} variant="secondary" icon="sync">
          {words('now.hunt.again')}
        </Submit>
      </ActionForm>
    </Frame>
  )
}

import { useWords } from '#words'
import { useActorWord } from '@/components/history/action-name'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Time } from '@/components/ui/figures/time'
import { ActionForm } from '@/components/ui/forms/action-form'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/lib/action-answer'
import type { FreezeView } from '@/lib/channels/schema'

type Props = {
  channelId: string
  freeze: FreezeView
  /** Who may allow issuing again. */
  may: boolean
  action: FormAction
  submission: string
}

/** Stands on each page of a channel for which nothing is issued: who froze it, why, since when, and the way back. */
export function FrozenNotice({ channelId, freeze, may, action, submission }: Props) {
  const words = useWords('channels')
  const actorWord = useActorWord()
  const { at, by, reason, incident } = freeze
  const since = { time: () => <Time at={at} /> }
  const title = incident ? (incident.drill ? 'freeze.inDrill' : 'freeze.inIncident') : 'freeze.frozen'
  return (
    <Notice
      tone={incident ? 'red' : 'amber'}
      icon={incident ? 'warning' : 'off'}
      title={words(title)}
      actions={
        incident ? (
          <ButtonLink size="sm" href={`/incidents/${incident.id}`}>
            {words('freeze.toIncident')}
          </ButtonLink>
        ) : may ? (
          <ActionForm action={action} submission={submission} hidden={{ channelId }} className="grid gap-2">
            <div>
              <SubmitButton variant="secondary" size="sm">
                {words('freeze.unfreeze')}
              </SubmitButton>
            </div>
          </ActionForm>
        ) : (
          <Button size="sm" disabledReason={words('freeze.unfreezeDenied')}>
            {words('freeze.unfreeze')}
          </Button>
        )
      }
    >
      {reason && <p>{words('freeze.reasonGiven', { reason })}</p>}
      <p>
        {by === null
          ? words.rich('freeze.since', since)
          : words.rich('freeze.by', { ...since, name: actorWord({ actorId: by, actorName: by }) })}
      </p>
      <p>{words('freeze.goesOn')}</p>
    </Notice>
  )
}

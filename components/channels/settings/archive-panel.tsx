import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredText } from '@/components/ui/forms/answered-fields'
import { Notice } from '@/components/ui/notice'
import { Panel, PanelPart } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { ChannelView, RemainsView } from '@/lib/channels/schema'
import { Remains } from './remains'

type Props = {
  channel: ChannelView
  remains: RemainsView
  may: boolean
  action: FormAction
  submission: string
}

/** Takes a channel out of the lists, after it was shown what still lives there and that none of it ends by that. */
export function ArchivePanel({ channel, remains, may, action, submission }: Props) {
  const words = useWords('channels')
  return (
    <Panel title={words('settings.archive')}>
      <PanelPart>
        <div className="grid gap-3">
          <p className="text-sm text-ink-2">{words('settings.archiveText')}</p>
          <Notice
            tone="amber"
            title={words('settings.revokesNothing')}
            actions={
              <ButtonLink size="sm" href={`/channels/${channel.id}/tokens`}>
                {words('settings.toTokens')}
              </ButtonLink>
            }
          >
            {words('settings.liveOn')}
          </Notice>
        </div>
      </PanelPart>
      <PanelPart title={words('settings.stillThere')}>
        <div className="grid gap-2.5">
          <Remains remains={remains} syncedAt={channel.syncedAt} />
        </div>
      </PanelPart>
      <PanelPart>
        {may ? (
          <ActionForm
            action={action}
            submission={submission}
            hidden={{ channelId: channel.id }}
            className="grid justify-items-start gap-3"
          >
            <AnsweredText
              name="confirm"
              label={words('settings.confirm', { channelId: channel.lineChannelId })}
              mono
              inputMode="numeric"
              autoComplete="off"
              aria-required
              className="w-full max-w-100"
            />
            <SubmitButton variant="danger-solid">{words('settings.archiveSubmit')}</SubmitButton>
          </ActionForm>
        ) : (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Button variant="danger" disabledReason={words('settings.archiveDenied')}>
              {words('settings.archiveSubmit')}
            </Button>
            <p className="text-sm text-ink-3">{words('settings.archiveDenied')}</p>
          </div>
        )}
      </PanelPart>
    </Panel>
  )
}

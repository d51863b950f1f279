import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Time } from '@/components/ui/figures/time'
import { ActionForm } from '@/components/ui/forms/action-form'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/lib/action-answer'

type Props = { channelId: string; archivedAt: Date; may: boolean; action: FormAction; submission: string }

/** Stands on each page of an archived channel: since when, what that means, and the way back for who may. */
export function ArchivedNotice({ channelId, archivedAt, may, action, submission }: Props) {
  const words = useWords('channels')
  return (
    <Notice
      tone="amber"
      icon="off"
      title={words('settings.archived')}
      actions={
        may ? (
          <ActionForm action={action} submission={submission} hidden={{ channelId }} className="grid gap-2">
            <div>
              <SubmitButton variant="secondary" size="sm">
                {words('settings.restore')}
              </SubmitButton>
            </div>
          </ActionForm>
        ) : (
          <Button size="sm" disabledReason={words('settings.restoreDenied')}>
            {words('settings.restore')}
          </Button>
        )
      }
    >
      {words.rich('settings.archivedText', { time: () => <Time at={archivedAt} /> })}
    </Notice>
  )
}

import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredSecret } from '@/components/ui/forms/answered-fields'
import { Notice } from '@/components/ui/notice'
import { DialogFoot, PageDialog } from '@/components/ui/overlays/page-dialog'
import type { FormAction } from '@/lib/action-answer'

type Props = { channelId: string; base: string; may: boolean; action: FormAction; submission: string }

/** Asks for the channel secret that takes the place of the one on file. */
export function ReplaceDialog({ channelId, base, may, action, submission }: Props) {
  const words = useWords('credentials')
  const channels = useWords('channels')
  const common = useWords('common')
  return (
    <PageDialog title={words('replaceDialog.title')} closeHref={base} returnTo={`${base}?secret`}>
      {may ? (
        <>
          <p className="text-sm text-ink-2">{words('replaceDialog.text')}</p>
          <ActionForm action={action} submission={submission} hidden={{ channelId }} className="grid gap-4">
            <AnsweredSecret
              name="channelSecret"
              label={words('replaceDialog.field')}
              hint={channels('new.secretHint')}
              again={channels('new.secretAgain')}
              aria-required
            />
            <Notice tone="plain" icon="shield">
              {channels('new.proof')}
            </Notice>
            <DialogFoot>
              <ButtonLink href={base} scroll={false}>
                {common('cancel')}
              </ButtonLink>
              <SubmitButton>{words('replaceDialog.submit')}</SubmitButton>
            </DialogFoot>
          </ActionForm>
        </>
      ) : (
        <Notice tone="amber">{words('denied.replace')}</Notice>
      )}
    </PageDialog>
  )
}

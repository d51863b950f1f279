import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredSecret, AnsweredText } from '@/components/ui/forms/answered-fields'
import { Notice } from '@/components/ui/notice'
import { DialogFoot, PageDialog } from '@/components/ui/overlays/page-dialog'
import type { FormAction } from '@/lib/action-answer'

type Props = { channelId: string; base: string; may: boolean; action: FormAction; submission: string }

/** Asks for a private key made elsewhere, and for the kid LINE has it under. */
export function ImportDialog({ channelId, base, may, action, submission }: Props) {
  const words = useWords('keys')
  const common = useWords('common')
  return (
    <PageDialog title={words('import.title')} closeHref={base} returnTo={`${base}?import`}>
      {may ? (
        <>
          <p className="text-sm text-ink-2">{words('import.text')}</p>
          <ActionForm action={action} submission={submission} hidden={{ channelId }} className="grid gap-4">
            {/* In one line, which costs a JSON nothing but its line breaks, because only that hides what is pasted. */}
            <AnsweredSecret
              name="privateJwk"
              label={words('import.jwk')}
              hint={words('import.jwkHint')}
              again={words('import.jwkAgain')}
              aria-required
            />
            <AnsweredText
              name="kid"
              label={words('activate.kid')}
              mono
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              aria-required
            />
            <Notice tone="plain" icon="shield">
              {words('import.proof')}
            </Notice>
            <DialogFoot>
              <ButtonLink href={base} scroll={false}>
                {common('cancel')}
              </ButtonLink>
              <SubmitButton>{words('import.submit')}</SubmitButton>
            </DialogFoot>
          </ActionForm>
        </>
      ) : (
        <Notice tone="amber">{words('denied')}</Notice>
      )}
    </PageDialog>
  )
}

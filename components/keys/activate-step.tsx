import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredText } from '@/components/ui/forms/answered-fields'
import type { FormAction } from '@/lib/action-answer'
import type { SigningKeyView } from '@/lib/keys/schema'
import { Denied } from './denied'
import { Step } from './step'

type Props = {
  channelId: string
  waiting: SigningKeyView | undefined
  may: boolean
  action: FormAction
  submission: string
}

/** The third step: takes the kid LINE's console shows; the key is used only once LINE has taken it. */
export function ActivateStep({ channelId, waiting, may, action, submission }: Props) {
  const words = useWords('keys')
  if (!waiting)
    return (
      <Step number={3} state="later" title={words('activate.title')}>
        <p className="text-sm text-ink-3">{words('activate.later')}</p>
      </Step>
    )
  return (
    <Step number={3} state="now" title={words('activate.title')}>
      <p className="text-sm text-ink-2">{words('activate.text')}</p>
      {may ? (
        <ActionForm
          action={action}
          submission={submission}
          hidden={{ channelId, signingKeyId: waiting.id }}
          className="grid gap-3"
        >
          <AnsweredText
            name="kid"
            label={words('activate.kid')}
            mono
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-required
            className="max-w-100"
          />
          <div>
            <SubmitButton>{words('activate.submit')}</SubmitButton>
          </div>
        </ActionForm>
      ) : (
        <Denied>
          <Button variant="primary" disabledReason={words('denied')}>
            {words('activate.submit')}
          </Button>
        </Denied>
      )}
    </Step>
  )
}

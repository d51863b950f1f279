import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Time } from '@/components/ui/figures/time'
import { ActionForm } from '@/components/ui/forms/action-form'
import type { FormAction } from '@/lib/action-answer'
import type { SigningKeyView } from '@/lib/keys/schema'
import { Denied } from './denied'
import { Step } from './step'

type Props = {
  channelId: string
  waiting: SigningKeyView | undefined
  next: boolean
  may: boolean
  action: FormAction
  submission: string
}

/** The first step: a button that makes the key pair on the server. */
export function GenerateStep({ channelId, waiting, next, may, action, submission }: Props) {
  const words = useWords('keys')
  const word = words(next ? 'generate.submitNext' : 'generate.submit')
  const variant = next ? 'secondary' : 'primary'
  if (waiting)
    return (
      <Step number={1} state="done" title={words('generate.title')}>
        <p className="text-sm text-ink-3">
          {words.rich('generate.done', { time: () => <Time at={waiting.createdAt} /> })}
        </p>
      </Step>
    )
  return (
    <Step number={1} state="now" title={words('generate.title')}>
      <p className="text-sm text-ink-2">{words('generate.text')}</p>
      {may ? (
        <ActionForm action={action} submission={submission} hidden={{ channelId }} className="grid gap-3">
          <div>
            <SubmitButton variant={variant} icon="key">
              {word}
            </SubmitButton>
          </div>
        </ActionForm>
      ) : (
        <Denied>
          <Button variant={variant} icon="key" disabledReason={words('denied')}>
            {word}
          </Button>
        </Denied>
      )}
    </Step>
  )
}

import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { AnsweredForm } from '@/components/ui/forms/action-form'
import { Panel } from '@/components/ui/panel'
import type { ActionAnswer } from '@/lib/action-answer'
import type { Look, VerdictView } from '@/lib/tokens/schema'
import { PastedField } from '../pasted-field'
import { Verdict } from './verdict'

type Props = {
  answer: ActionAnswer<VerdictView>
  send: (form: FormData) => void
  look: Look | undefined
  ours: boolean
  held: string | undefined
  denied: string | undefined
  /** True once the value was taken in: it is verified where it is kept then. */
  done: boolean
}

/** Asking LINE about a pasted token, and what it said. */
export function AskLine({ answer, send, look, ours, held, denied, done }: Props) {
  const words = useWords('actions')
  const verdict = answer.status === 'done' ? answer.shown : null
  const button = words(verdict ? 'paste.askAgain' : 'paste.ask')
  return (
    <Panel title={words('paste.whatLineSays')}>
      <div className="grid gap-3.5 p-4">
        {verdict ? (
          <Verdict verdict={verdict} look={look} />
        ) : (
          <p className="text-sm text-ink-2">{words('paste.askText')}</p>
        )}
        {denied !== undefined ? (
          <div>
            <Button icon="shield" disabledReason={denied}>
              {button}
            </Button>
          </div>
        ) : (
          !done && (
            <AnsweredForm answer={answer} send={send} className="grid gap-3">
              <PastedField held={held} />
              <div>
                <SubmitButton icon="shield" variant={verdict || ours ? 'secondary' : 'primary'}>
                  {button}
                </SubmitButton>
              </div>
            </AnsweredForm>
          )
        )}
      </div>
    </Panel>
  )
}

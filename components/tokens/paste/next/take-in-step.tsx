import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { AnsweredForm } from '@/components/ui/forms/action-form'
import { PanelPart } from '@/components/ui/panel'
import type { ActionAnswer } from '@/lib/action-answer'
import type { ImportedView, VerdictView } from '@/lib/tokens/schema'
import { TakeInFields } from '../../import/take-in-fields'
import { TakenIn } from '../../import/taken-in'
import type { Denied } from '../next-steps'
import { PastedField } from '../pasted-field'
import { Offer } from './offer'

type Props = {
  answer: ActionAnswer<ImportedView>
  send: (form: FormData) => void
  /** What LINE said of the token, when that is known here. */
  verdict: VerdictView | null
  held: string | undefined
  denied: Denied
}

/** Taking in a token that was issued elsewhere, into the channel LINE says it is of. */
export function TakeInStep({ answer, send, verdict, held, denied }: Props) {
  const words = useWords('actions')
  if (answer.status === 'done')
    return (
      <PanelPart>
        <div className="grid gap-3.5">
          <TakenIn taken={answer.shown} />
        </div>
      </PanelPart>
    )
  if (verdict?.found) return null
  // Without script the answer before is forgotten, but the channel came back with the form.
  const channelId = verdict?.channel?.id ?? (answer.status === 'refused' ? answer.values.channelId : undefined)
  return (
    <Offer
      text={words('paste.takeInText')}
      button={words('paste.takeInButton')}
      denied={denied.import}
      open={answer.status === 'refused'}
      missing={channelId === undefined ? <NeedsChannel /> : undefined}
    >
      <AnsweredForm
        answer={answer}
        send={send}
        hidden={{ channelId: channelId ?? '' }}
        className="grid gap-3.5 md:max-w-100"
      >
        <TakeInFields />
        <PastedField held={held} />
        <div>
          <SubmitButton>{words('paste.takeInSubmit')}</SubmitButton>
        </div>
      </AnsweredForm>
    </Offer>
  )
}

function NeedsChannel() {
  const words = useWords('actions')
  return (
    <div className="grid gap-3">
      <p className="text-sm text-amber-ink">{words('paste.takeInNeedsChannel')}</p>
      <div>
        <ButtonLink href="/channels/new">{words('paste.addChannel')}</ButtonLink>
      </div>
    </div>
  )
}

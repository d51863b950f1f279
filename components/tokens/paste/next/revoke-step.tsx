import { useWords } from '#words'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { AnsweredForm } from '@/components/ui/forms/action-form'
import { Notice } from '@/components/ui/notice'
import { PanelPart } from '@/components/ui/panel'
import { type Step, Steps } from '@/components/ui/steps'
import type { ActionAnswer } from '@/lib/action-answer'
import type { RevokedView, VerdictView } from '@/lib/tokens/schema'
import type { Denied } from '../next-steps'
import { PastedField } from '../pasted-field'
import { Offer } from './offer'

type Props = {
  answer: ActionAnswer<RevokedView>
  send: (form: FormData) => void
  /** What LINE said of the token, when that is known here. */
  verdict: VerdictView | null
  held: string | undefined
  denied: Denied
}

/** Revoking a pasted token without taking it in, and the way from the request to the proof. */
export function RevokeStep({ answer, send, verdict, held, denied }: Props) {
  const words = useWords('actions')
  const revoked = answer.status === 'done' ? answer.shown : null
  if (revoked?.proven) return <Proof revoked={revoked} />
  // LINE asks for the channel secret only where the token is a v2.1 one.
  const lacks = verdict?.kind === 'v2.1' && !verdict.channel
  return (
    <>
      {revoked && <Proof revoked={revoked} />}
      <Offer
        text={words('paste.revokeText')}
        button={words(revoked ? 'paste.revokeAgain' : 'paste.revokeButton')}
        danger
        denied={denied.revoke}
        open={answer.status === 'refused'}
        missing={
          lacks ? (
            <p className="text-sm text-amber-ink">
              {words('paste.revokeNeedsChannel', { channelId: verdict.lineChannelId ?? '' })}
            </p>
          ) : undefined
        }
      >
        <AnsweredForm answer={answer} send={send} hidden={{ confirm: '' }} className="grid gap-3.5">
          <Notice tone="red" icon="warning">
            <p className="font-semibold">{words('paste.consequence')}</p>
            <p className="mt-1">{words('paste.revokeHow')}</p>
          </Notice>
          <PastedField held={held} />
          <div>
            <SubmitButton variant="danger-solid">{words('paste.revokeSubmit')}</SubmitButton>
          </div>
        </AnsweredForm>
      </Offer>
    </>
  )
}

/** LINE's yes alone proves nothing: the last step is what LINE said of the value afterwards. */
function Proof({ revoked }: { revoked: RevokedView }) {
  const words = useWords('actions')
  const { accepted, proven, stillLive, stillListed } = revoked
  const end = proven ? 'proven' : stillLive || stillListed ? 'stillTaken' : 'unproven'
  const steps: Step[] = [
    { state: 'done', title: words('paste.proof.requested'), text: words('paste.proof.requestedText') },
    accepted
      ? { state: 'done', title: words('paste.proof.accepted'), text: words('paste.proof.acceptedText') }
      : { state: 'open', title: words('paste.proof.notAccepted'), text: words('paste.proof.notAcceptedText') },
    {
      state: proven ? 'done' : 'wrong',
      title: words(`paste.proof.${end}`),
      text: words(`paste.proof.${end}Text`),
    },
  ]
  return (
    <PanelPart>
      <div role="status">
        <Steps steps={steps} />
      </div>
    </PanelPart>
  )
}

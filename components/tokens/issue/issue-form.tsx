'use client'
import { type ReactNode, startTransition, useEffect, useRef, useState } from 'react'
import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { RadioCard, RadioCards } from '@/components/ui/controls/choice'
import { TextField } from '@/components/ui/controls/field'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Notice } from '@/components/ui/notice'
import { SheetFoot } from '@/components/ui/overlays/sheet-foot'
import type { ActionAnswer, FormAction } from '@/lib/action-answer'
import type { IssuedView, Proof, TokenKind } from '@/lib/tokens/schema'
import { IssueSteps } from './issue-steps'
import { type ChosenLife, LifeField } from './life-field'
import { firstOf, type Offer } from './offer'
import { ProofField } from './proof-field'

type Props = {
  channelId: string
  action: FormAction<IssuedView>
  submission: string
  closeHref: string
  offer: Offer
  /** What is in the slots and when each frees itself; drawn by the server. */
  slots: ReactNode
  onIssued: (issued: IssuedView) => void
  /** Told while LINE is being asked, for a sheet closed then would never show the value. */
  onAsking: (asking: boolean) => void
}

/**
 * What is issued, what for and for how long; only what the chosen kind needs. The answer is not kept by
 * `useActionState`, because what that holds could not be wiped.
 */
export function IssueForm({ channelId, action, submission, closeHref, offer, slots, onIssued, onAsking }: Props) {
  const words = useWords('actions')
  const common = useWords('common')
  const [answer, setAnswer] = useState<ActionAnswer<null> | null>(null)
  const [broken, setBroken] = useState(false)
  const [asking, setAsking] = useState(false)
  const [wanted, setWanted] = useState<TokenKind | null>(null)
  const [proof, setProof] = useState<Proof>('assertion')
  const [life, setLife] = useState<ChosenLife>({ life: 'month', amount: '', unit: 'days' })
  const form = useRef<HTMLFormElement>(null)
  const refused = answer?.status === 'refused' ? answer : null
  // What was wanted may have become impossible meanwhile.
  const chosen =
    offer.kinds.find(({ kind, blocked }) => kind === wanted && blocked === undefined) ?? firstOf(offer.kinds)

  const send = async (data: FormData) => {
    try {
      const ended = await action({ status: 'idle', submission }, data)
      if (ended.status === 'done') onIssued(ended.shown)
      else setAnswer(ended)
    } catch (error) {
      // A redirect to the sign-in page comes as an error with a digest and is not ours to catch.
      if (error instanceof Error && 'digest' in error) throw error
      setBroken(true)
    } finally {
      setAsking(false)
      onAsking(false)
    }
  }
  useEffect(() => {
    if (!refused) return
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (wrong) wrong.focus()
    else form.current?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' })
  }, [refused])

  return (
    <form
      ref={form}
      // For what is sent before hydration, which React then sends anew.
      action={send}
      // An action would empty the form.
      onSubmit={(event) => {
        event.preventDefault()
        if (asking) return
        const data = new FormData(event.currentTarget)
        // Whoever loads the page anew meanwhile finds what was sent, and never sends it twice.
        window.history.replaceState(null, '', `${closeHref}?issue&operation=${data.get('submission')}`)
        // Not in the transition, which would show them only when it is over.
        setBroken(false)
        setAsking(true)
        onAsking(true)
        startTransition(() => send(data))
      }}
      noValidate
      className="flex flex-1 flex-col gap-4.5"
    >
      <noscript>
        <Notice tone="amber">{words('issue.noScript')}</Notice>
      </noscript>
      <input type="hidden" name="channelId" value={channelId} />
      <input type="hidden" name="submission" value={answer?.submission ?? submission} />
      {broken && (
        <Notice tone="red" live="alert">
          {words('issue.interrupted')}
        </Notice>
      )}
      {refused && refused.code !== 'invalid' && !Object.values(refused.fields).includes(refused.message) && (
        <Notice tone="red" live="alert">
          {refused.message}
        </Notice>
      )}
      <RadioCards legend={words('issue.kind')}>
        {offer.kinds.map(({ kind, title, text, life: lives, cost, blocked }) => (
          <RadioCard
            key={kind}
            name="kind"
            value={kind}
            checked={kind === chosen?.kind}
            onChange={() => setWanted(kind)}
            data-autofocus={kind === chosen?.kind || undefined}
            title={title}
            text={text}
            aside={lives}
            cost={cost}
            blocked={blocked}
          />
        ))}
      </RadioCards>
      {slots}
      {chosen?.kind === 'stateless' && <ProofField proofs={offer.proofs} chosen={proof} onChoose={setProof} />}
      {chosen?.kind === 'short-lived' && (offer.oldest || refused?.fields.oldest) && (
        <>
          {offer.oldest && (
            <Notice tone="red" icon="warning">
              {offer.oldest.warning}
            </Notice>
          )}
          <TextField
            name="oldest"
            label={words('issue.oldest')}
            hint={offer.oldest ? words('issue.oldestHint', { name: offer.oldest.name }) : undefined}
            error={refused?.fields.oldest}
            autoComplete="off"
            aria-required
          />
        </>
      )}
      <TextField
        name="purpose"
        label={words('issue.purpose')}
        hint={words('issue.purposeHint')}
        error={refused?.fields.purpose}
        maxLength={100}
        autoComplete="off"
        aria-required
      />
      <div className="grid items-start gap-4.5 md:grid-cols-2 md:gap-3">
        <TextField
          name="owner"
          label={words('issue.owner')}
          hint={words('issue.ownerHint')}
          error={refused?.fields.owner}
          defaultValue={offer.owner}
          maxLength={100}
          autoComplete="off"
        />
        <TextField
          name="reason"
          label={words('issue.reason')}
          optional
          hint={words('issue.reasonHint')}
          error={refused?.fields.reason}
          maxLength={200}
          autoComplete="off"
        />
      </div>
      {chosen?.kind === 'v2.1' && (
        <LifeField offer={offer} chosen={life} onChoose={setLife} error={refused?.fields.lifeAmount} />
      )}
      <IssueSteps state={asking ? 'asking' : 'before'} stored={chosen?.kind !== 'stateless'} />
      <SheetFoot note={words('issue.once')}>
        {asking ? (
          // What LINE issues now would never be shown.
          <Button disabledReason={words('issue.steps.asking')}>{common('cancel')}</Button>
        ) : (
          <ButtonLink href={closeHref} scroll={false}>
            {common('cancel')}
          </ButtonLink>
        )}
        {chosen ? (
          <SubmitButton>{chosen.submit}</SubmitButton>
        ) : (
          <Button variant="primary" disabledReason={words('issue.nothing')}>
            {words('issue.issue')}
          </Button>
        )}
      </SheetFoot>
    </form>
  )
}

'use client'
import { type ReactNode, startTransition, useEffect, useRef, useState } from 'react'
import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Notice } from '@/components/ui/notice'
import { SheetFoot } from '@/components/ui/overlays/sheet-foot'
import type { ActionAnswer, FormAction } from '@/lib/action-answer'
import type { IssuedView } from '@/lib/tokens/schema'
import { IssueFields } from './issue-fields'
import { IssueSteps } from './issue-steps'
import type { Offer } from './offer'
import { useIssueChoice } from './use-issue-choice'

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
  const choice = useIssueChoice(offer)
  const { chosen } = choice
  const form = useRef<HTMLFormElement>(null)
  const refused = answer?.status === 'refused' ? answer : null

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
      <IssueFields offer={offer} choice={choice} errors={refused?.fields ?? {}}>
        {slots}
      </IssueFields>
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

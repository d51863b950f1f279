'use client'
import { type ReactNode, startTransition, useEffect, useRef, useState } from 'react'
import { useWords } from '#words'
import { IssueFields } from '@/components/tokens/issue/issue-fields'
import type { Offer } from '@/components/tokens/issue/offer'
import { useIssueChoice } from '@/components/tokens/issue/use-issue-choice'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Notice } from '@/components/ui/notice'
import type { ActionAnswer, FormAction } from '@/lib/action-answer'
import type { IssueWay } from '@/lib/jobs/schema'
import { makeRecipient } from './recipient'

/** A job that was started from this page, with the key its values are encrypted to. */
export interface Started {
  jobId: string
  key: CryptoKey
}

type Props = {
  offer: Offer
  /** For which channels each way of issuing would not work, and why. */
  notes: Readonly<Record<IssueWay, ReactNode>>
  /** The selection as JSON, as the form sends it on. */
  select: string
  action: FormAction<{ jobId: string }>
  submission: string
  submit: string
  backHref: string
  onStarted: (started: Started) => void
}

/** The fields of one issue, for all that were chosen; what is sent with them is a key made in this page. */
export function ManyForm({ offer, notes, select, action, submission, submit, backHref, onStarted }: Props) {
  const words = useWords('actions')
  const common = useWords('common')
  const [answer, setAnswer] = useState<ActionAnswer<unknown> | null>(null)
  const [keyless, setKeyless] = useState(false)
  const [sending, setSending] = useState(false)
  const choice = useIssueChoice(offer)
  const { chosen, proof } = choice
  const form = useRef<HTMLFormElement>(null)
  const refused = answer?.status === 'refused' ? answer : null
  const besides = refused?.fields.select ?? (refused?.code === 'invalid' ? undefined : refused?.message)

  const send = async (data: FormData) => {
    const recipient = await makeRecipient().catch(() => null)
    if (!recipient) return setKeyless(true)
    const { key, jwk } = recipient
    data.set('recipient', jwk)
    const jobId = String(data.get('submission'))
    try {
      const ended = await action({ status: 'idle', submission: jobId }, data)
      if (ended.status === 'done') onStarted({ jobId: ended.shown.jobId, key })
      else setAnswer(ended)
    } catch (error) {
      // A redirect to the sign-in page comes as an error with a digest and is not ours to catch.
      if (error instanceof Error && 'digest' in error) throw error
      // It may have been started all the same, and then its values are for this key.
      onStarted({ jobId, key })
    }
  }
  useEffect(() => {
    if (refused) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refused])

  return (
    <form
      ref={form}
      // For what is sent before hydration, which React then sends anew.
      action={send}
      // An action would empty the form.
      onSubmit={(event) => {
        event.preventDefault()
        if (sending) return
        const data = new FormData(event.currentTarget)
        setKeyless(false)
        setSending(true)
        startTransition(() => send(data).finally(() => setSending(false)))
      }}
      noValidate
      className="grid max-w-160 gap-4.5"
    >
      <noscript>
        <Notice tone="amber">{words('many.noScript')}</Notice>
      </noscript>
      <input type="hidden" name="change" value="token.issue" />
      <input type="hidden" name="select" value={select} />
      <input type="hidden" name="submission" value={answer?.submission ?? submission} />
      {keyless && (
        <Notice tone="red" live="alert">
          {words('many.keyless')}
        </Notice>
      )}
      {besides && (
        <Notice tone="red" live="alert">
          {besides}
        </Notice>
      )}
      <IssueFields offer={offer} choice={choice} errors={refused?.fields ?? {}}>
        {chosen && notes[wayOf(chosen.kind, proof)]}
      </IssueFields>
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={backHref}>{common('cancel')}</ButtonLink>
        {chosen ? (
          <SubmitButton>{submit}</SubmitButton>
        ) : (
          <Button variant="primary" disabledReason={words('many.nothing')}>
            {submit}
          </Button>
        )}
      </div>
    </form>
  )
}

const wayOf = (kind: string, proof: IssueWay): IssueWay => (kind === 'stateless' ? proof : (kind as IssueWay))

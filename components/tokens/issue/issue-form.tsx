'use client'
import { useEffect, useRef, useState } from 'react'
import { useFormStatus } from 'react-dom'
import { useFormat, useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { RadioCard, RadioCards } from '@/components/ui/controls/choice'
import { TextField } from '@/components/ui/controls/field'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Notice } from '@/components/ui/notice'
import { DialogFoot } from '@/components/ui/overlays/page-dialog'
import type { ActionAnswer, FormAction } from '@/lib/action-answer'
import type { IssuedView, TokenLife } from '@/lib/tokens/schema'

/** What is offered, handed over by the server: the file it stands in would bring its checks into the browser. */
export type Offer = { slots: number; lives: Readonly<Record<TokenLife, number>> }

type Props = {
  channelId: string
  action: FormAction<IssuedView>
  submission: string
  closeHref: string
  offer: Offer
  onIssued: (issued: IssuedView) => void
  /** Told while LINE is being asked, for a sheet closed then would never show the value. */
  onAsking: (asking: boolean) => void
}

/**
 * What a token is issued for and how long it lives. The answer is not kept by `useActionState`, because what that
 * holds could not be wiped.
 */
export function IssueForm({ channelId, action, submission, closeHref, offer, onIssued, onAsking }: Props) {
  const words = useWords('actions')
  const [answer, setAnswer] = useState<ActionAnswer<null> | null>(null)
  const [broken, setBroken] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const refused = answer?.status === 'refused' ? answer : null

  const send = async (data: FormData) => {
    setBroken(false)
    onAsking(true)
    try {
      const ended = await action({ status: 'idle', submission }, data)
      if (ended.status === 'done') onIssued(ended.shown)
      else setAnswer(ended)
    } catch (error) {
      // A redirect to the sign-in page comes as an error with a digest and is not ours to catch.
      if (error instanceof Error && 'digest' in error) throw error
      setBroken(true)
    } finally {
      onAsking(false)
    }
  }
  useEffect(() => {
    if (refused) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refused])

  return (
    <form ref={form} action={send} noValidate className="flex flex-1 flex-col gap-4.5">
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
      {refused && refused.code !== 'invalid' && (
        <Notice tone="red" live="alert">
          {refused.message}
        </Notice>
      )}
      <TextField
        name="purpose"
        data-autofocus
        label={words('issue.purpose')}
        hint={words('issue.purposeHint')}
        error={refused?.fields.purpose}
        defaultValue={refused?.values.purpose ?? ''}
        maxLength={100}
        autoComplete="off"
      />
      <Lives lives={offer.lives} key={answer?.submission} chosen={refused?.values.life} error={refused?.fields.life} />
      <Notice tone="plain">{words('issue.cost', { slots: offer.slots })}</Notice>
      <div className="mt-auto pt-2">
        <DialogFoot note={words('issue.once')}>
          <Cancel closeHref={closeHref} />
          <SubmitButton>{words('issue.submit')}</SubmitButton>
        </DialogFoot>
      </div>
    </form>
  )
}

/** The way out, closed while LINE is being asked: what it issued then would never be shown. */
function Cancel({ closeHref }: { closeHref: string }) {
  const common = useWords('common')
  if (useFormStatus().pending) return <Button disabledReason={common('working')}>{common('cancel')}</Button>
  return (
    <ButtonLink href={closeHref} scroll={false}>
      {common('cancel')}
    </ButtonLink>
  )
}

/** The lives offered, each with the instant at which a token issued now would end. */
function Lives({
  lives,
  chosen = 'month',
  error,
}: Pick<Offer, 'lives'> & { chosen?: string | undefined; error: string | undefined }) {
  const words = useWords('actions')
  const format = useFormat()
  const [now, setNow] = useState(format.now.getTime())
  useEffect(() => {
    const [page, start] = [format.now.getTime(), Date.now()]
    const timer = setInterval(() => setNow(page + Date.now() - start), 10_000)
    return () => clearInterval(timer)
  }, [format])
  return (
    <RadioCards legend={words('issue.life')} error={error}>
      {(Object.keys(lives) as TokenLife[]).map((life) => (
        <RadioCard
          key={life}
          name="life"
          value={life}
          defaultChecked={life === chosen}
          title={words(`issue.lives.${life}`)}
          text={words(`issue.fits.${life}`)}
          aside={words('issue.ends', { instant: format.instant(new Date(now + lives[life] * 1000)) })}
        />
      ))}
    </RadioCards>
  )
}

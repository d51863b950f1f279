'use client'
import { useEffect, useRef, useState } from 'react'
import { useFormat, useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { Segment, Segments } from '@/components/ui/controls/choice'
import { CopyButton } from '@/components/ui/controls/copy-button'
import { Id } from '@/components/ui/id'
import { Notice } from '@/components/ui/notice'
import { DialogFoot } from '@/components/ui/overlays/page-dialog'
import { Facts } from '@/components/ui/panel'
import type { IssuedView } from '@/lib/tokens/schema'
import { FORMS, type Form, inForm, MASK } from './reveal-forms'

/** How long the value can be seen. */
const SECONDS = 60

type Props = {
  issued: IssuedView
  closeHref: string
  /** True while the person is asked whether to close. */
  leaving: boolean
  onStay: () => void
  onWipe: () => void
}

/** The one time a token's value is shown: masked until asked for, to be copied, wiped after a minute. */
export function Reveal({ issued, closeHref, leaving, onStay, onWipe }: Props) {
  const words = useWords('actions')
  const format = useFormat()
  const [arrived] = useState(issued.value !== null)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const facts = [
    ...(issued.keyId
      ? [{ label: words('issue.keyId'), value: <Id value={issued.keyId} thing={words('issue.keyId')} full /> }]
      : []),
    { label: words('issue.life'), value: words('issue.ends', { instant: format.instant(new Date(issued.expiresAt)) }) },
  ]
  return (
    <div ref={box} tabIndex={-1} className="flex flex-1 flex-col gap-4.5 outline-none">
      {issued.value === null ? (
        <Notice tone="amber" live="status">
          {words(arrived ? 'issue.wiped' : 'issue.noValue')}
        </Notice>
      ) : (
        <>
          <Notice tone="amber" live="status">
            {words('issue.shownOnce')}
          </Notice>
          <Value value={issued.value} onWipe={onWipe} />
        </>
      )}
      <Facts facts={facts} />
      <div className="mt-auto pt-2">
        {leaving && issued.value !== null ? (
          <Leaving
            closeHref={closeHref}
            onStay={() => {
              onStay()
              // The button that has the focus goes.
              box.current?.focus()
            }}
          />
        ) : (
          <DialogFoot>
            <ButtonLink variant="primary" href={closeHref} scroll={false} replace>
              {words(issued.value === null ? 'issue.close' : 'issue.finish')}
            </ButtonLink>
          </DialogFoot>
        )}
      </div>
    </div>
  )
}

function Value({ value, onWipe }: { value: string; onWipe: () => void }) {
  const words = useWords('actions')
  const [form, setForm] = useState<Form>('value')
  const [shown, setShown] = useState(false)
  const left = useCountdown(SECONDS, onWipe)
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segments legend={<span className="sr-only">{words('issue.forms')}</span>}>
          {FORMS.map((each) => (
            <Segment key={each} name="form" checked={form === each} onChange={() => setForm(each)}>
              {words(`issue.form.${each}`)}
            </Segment>
          ))}
        </Segments>
        <div className="flex gap-2">
          <Button size="sm" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {words(shown ? 'issue.hide' : 'issue.show')}
          </Button>
          <CopyButton word text={inForm(form, value)} thing={words('issue.token')} />
        </div>
      </div>
      <pre className="min-h-24 rounded-md border border-control bg-sunken px-3 py-2.5 font-mono text-xs/[20px] whitespace-pre-wrap wrap-anywhere">
        {!shown && <span className="sr-only">{words('issue.masked')}</span>}
        <code aria-hidden={!shown}>{inForm(form, shown ? value : MASK)}</code>
      </pre>
      <p role="timer" className="text-xs text-ink-3">
        {words('issue.wipedIn', { seconds: left })}
      </p>
    </div>
  )
}

/** Asked before what is shown once goes. */
function Leaving({ closeHref, onStay }: { closeHref: string; onStay: () => void }) {
  const words = useWords('actions')
  const stay = useRef<HTMLButtonElement>(null)
  useEffect(() => stay.current?.focus(), [])
  return (
    <Notice
      tone="red"
      live="alert"
      icon="warning"
      title={words('issue.leave')}
      actions={
        <>
          <Button ref={stay} size="sm" onClick={onStay}>
            {words('issue.stay')}
          </Button>
          <ButtonLink variant="danger" size="sm" href={closeHref} scroll={false} replace>
            {words('issue.close')}
          </ButtonLink>
        </>
      }
    >
      {words('issue.leaveText')}
    </Notice>
  )
}

/** Seconds left, and `onEnd` when there are none; a sleeping machine counts too. */
function useCountdown(seconds: number, onEnd: () => void): number {
  const [left, setLeft] = useState(seconds)
  const end = useRef(onEnd)
  end.current = onEnd
  useEffect(() => {
    const until = Date.now() + seconds * 1000
    const timer = setInterval(() => {
      const now = Math.ceil((until - Date.now()) / 1000)
      setLeft(Math.max(0, now))
      if (now <= 0) end.current()
    }, 1000)
    return () => clearInterval(timer)
  }, [seconds])
  return left
}

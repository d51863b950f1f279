'use client'
import { createContext, type ReactNode, use, useActionState, useEffect, useRef } from 'react'
import type { ActionAnswer, FormAction } from '@/lib/action-answer'
import { Notice } from '../notice'

const Answer = createContext<ActionAnswer<unknown>>({ status: 'idle', submission: '' })

/** What the form around this component was answered beside one of its fields, why, and what was typed there. */
export function useAnswered(name: string) {
  const answer = use(Answer)
  if (answer.status !== 'refused') return { refused: false, key: answer.submission }
  const { code, fields, values, submission } = answer
  return { refused: true, key: submission, code, error: fields[name], value: values[name] }
}

/** What the form around this component shows once its action is done; null before. */
export function useShown<Shown>(): Shown | null {
  const answer = use(Answer)
  return answer.status === 'done' ? (answer.shown as Shown) : null
}

type FormProps = {
  /** Fields nobody types. */
  hidden?: Record<string, string>
  className?: string
  children: ReactNode
}
type Props<Shown> = FormProps & {
  action: FormAction<Shown>
  /** A new UUID, made on the server, so that a form sent twice acts once. */
  submission: string
}

/**
 * A form that shows what its action answers: what is wrong beside each field, everything else above. Its fields may
 * come from the server; it works before hydration.
 */
export function ActionForm<Shown>({ action, submission, ...form }: Props<Shown>) {
  const [answer, send] = useActionState(action, { status: 'idle', submission } as ActionAnswer<Shown>)
  return <AnsweredForm answer={answer} send={send} {...form} />
}

type AnsweredProps<Shown> = FormProps & { answer: ActionAnswer<Shown>; send: (form: FormData) => void }

/** The same for an answer that its parent keeps, because more than the form depends on it. */
export function AnsweredForm<Shown>({ answer, send, hidden = {}, className, children }: AnsweredProps<Shown>) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (answer.status !== 'refused') return
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (wrong) wrong.focus()
    // The button pressed may be far below what was answered.
    else form.current?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' })
  }, [answer])
  return (
    <Answer value={answer}>
      {/* What the browser would refuse by itself it would say in its own words and language. */}
      <form ref={form} action={send} noValidate className={className}>
        <input type="hidden" name="submission" value={answer.submission} />
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Refused answer={answer} unseen={Object.keys(hidden)} />
        {children}
      </form>
    </Answer>
  )
}

/** What was refused, unless it stands beside the only field it is about. */
function Refused({ answer, unseen }: { answer: ActionAnswer<unknown>; unseen: readonly string[] }) {
  if (answer.status !== 'refused') return null
  const besides = unseen.flatMap((name) => answer.fields[name] ?? [])
  const said = Object.values(answer.fields).includes(answer.message)
  if (said && besides.length === 0) return null
  return (
    <Notice tone="red" live="alert">
      {!said && <p>{answer.message}</p>}
      {besides.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  )
}

'use client'
import { type ReactNode, useActionState, useLayoutEffect, useRef, useState } from 'react'
import { FocusOn } from '@/components/ui/overlays/focus-on'
import type { ActionAnswer, FormAction } from '@/lib/action-answer'
import type { IdentifiedView } from '@/lib/tokens/schema'
import { LookUpForm } from './look-up-form'
import { type Denied, NextSteps, type StepActions, type StepSubmissions } from './next-steps'
import { useHeld } from './use-held'

/** What a value is, and a new UUID for each form that may follow. */
export type LookedUp = IdentifiedView & { next: StepSubmissions }

type Props = {
  identify: FormAction<LookedUp>
  steps: StepActions
  /** One new UUID for each form, made on the server. */
  submissions: StepSubmissions & { identify: string }
  /** Why this person may not, for each that they may not. */
  denied: Denied
  /** What stands in place of the answer until there is one. */
  idle: ReactNode
}

/** Pasting a value and learning what it is; the value itself is kept in this component alone, for the next steps. */
export function PasteDesk({ identify, steps, submissions, denied, idle }: Props) {
  const [answer, lookUp] = useActionState(identify, {
    status: 'idle',
    submission: submissions.identify,
  } as ActionAnswer<LookedUp>)
  const { held, hold, wipe } = useHeld()
  const sent = useRef<string | null>(null)
  // React finds the state of a step sent without script by the place of its component, so that must not depend on ids.
  const [first] = useState(answer.submission)
  const [cleared, setCleared] = useState<string | null>(null)

  const arrived = useRef(first)
  useLayoutEffect(() => {
    if (answer.submission === arrived.current) return
    arrived.current = answer.submission
    // Only now, so that the buttons of the answer before never act on this value.
    if (sent.current !== null && answer.status === 'done' && isToken(answer.shown))
      hold(sent.current, answer.submission)
    else wipe()
    sent.current = null
  }, [answer, hold, wipe])

  const shown = answer.status === 'done' && answer.submission !== cleared ? answer.shown : null
  const current = shown && held?.of === answer.submission ? held : null
  const place = answer.submission === first ? 'first' : answer.submission
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,400px)_minmax(0,1fr)]">
      <LookUpForm
        answer={answer}
        send={lookUp}
        denied={denied.identify}
        until={current?.until}
        onSent={(value) => {
          sent.current = value
        }}
        onClear={() => {
          wipe()
          setCleared(answer.submission)
        }}
      />
      <FocusOn change={answer.status === 'done' ? answer.submission : ''} className="gap-4">
        <NextSteps
          key={answer.submission === cleared ? 'cleared' : place}
          identified={shown}
          held={current?.value}
          actions={steps}
          submissions={answer.status === 'done' ? answer.shown.next : submissions}
          denied={denied}
          idle={idle}
          onSpent={wipe}
        />
      </FocusOn>
    </div>
  )
}

/** Nothing can follow for anything else, so it is not held. */
const isToken = ({ look }: LookedUp) => look === 'jws' || look === 'opaque'

import { type ReactNode, useActionState, useEffect, useRef } from 'react'
import { useWords } from '#words'
import { FocusOn } from '@/components/ui/overlays/focus-on'
import { Panel } from '@/components/ui/panel'
import type { ActionAnswer, FormAction } from '@/lib/action-answer'
import type { IdentifiedView, ImportedView, RevokedView, VerdictView } from '@/lib/tokens/schema'
import { Identified } from './identified'
import { AskLine } from './next/ask-line'
import { RevokeStep } from './next/revoke-step'
import { TakeInStep } from './next/take-in-step'

export type StepActions = {
  verify: FormAction<VerdictView>
  import: FormAction<ImportedView>
  revoke: FormAction<RevokedView>
}
export type StepSubmissions = Record<keyof StepActions, string>
export type Denied = Partial<Record<keyof StepActions | 'identify', string>>

type Props = {
  identified: IdentifiedView | null
  held: string | undefined
  actions: StepActions
  submissions: StepSubmissions
  denied: Denied
  idle: ReactNode
  /** Called once nothing more can follow, so that the value can go. */
  onSpent: () => void
}

/**
 * What a pasted value is, and what can be done with it. Without script only the answer to the last form is known, so
 * each step shows itself by its own answer too.
 */
export function NextSteps({ identified, held, actions, submissions, denied, idle, onSpent }: Props) {
  const words = useWords('actions')
  const [asked, ask] = useActionState(actions.verify, before<VerdictView>(submissions.verify))
  const [taken, takeIn] = useActionState(actions.import, before<ImportedView>(submissions.import))
  const [revoked, revoke] = useActionState(actions.revoke, before<RevokedView>(submissions.revoke))
  const verdict = shownOf(asked)
  const [kept, ended] = [shownOf(taken), shownOf(revoked)]
  const spent = kept !== null || ended?.proven === true
  const tell = useRef(onSpent)
  tell.current = onSpent
  useEffect(() => {
    if (spent) tell.current()
  }, [spent])
  const isToken = identified?.look === 'jws' || identified?.look === 'opaque'
  // LINE documents no way to ask about a stateless token.
  const canAsk = isToken && identified.found?.kind !== 'stateless'
  const free = verdict?.verdict === 'live' && (!verdict.found || verdict.found.state === 'gone') ? verdict : null
  const shared = { held, denied, verdict: free }
  const nothing = !identified && [asked, taken, revoked].every(({ status }) => status === 'idle')
  if (nothing) return idle
  return (
    <>
      {identified && <Identified identified={identified} />}
      <FocusOn change={verdict ? asked.submission : ''}>
        {(canAsk || asked.status !== 'idle') && !ended?.proven && (
          <AskLine
            answer={asked}
            send={ask}
            look={identified?.look}
            ours={Boolean(identified?.found)}
            held={held}
            denied={denied.verify}
            done={kept !== null}
          />
        )}
      </FocusOn>
      <FocusOn change={kept || ended ? `${taken.submission} ${revoked.submission}` : ''}>
        {(free || taken.status !== 'idle' || revoked.status !== 'idle') && (
          <Panel title={words(kept ? 'paste.takeIn' : ended ? 'paste.revoke' : 'paste.nextStep')}>
            {(free || taken.status !== 'idle') && !ended && <TakeInStep answer={taken} send={takeIn} {...shared} />}
            {(free || revoked.status !== 'idle') && !kept && <RevokeStep answer={revoked} send={revoke} {...shared} />}
          </Panel>
        )}
      </FocusOn>
    </>
  )
}

const before = <Shown,>(submission: string) => ({ status: 'idle', submission }) as ActionAnswer<Shown>
const shownOf = <Shown,>(answer: ActionAnswer<Shown>) => (answer.status === 'done' ? answer.shown : null)

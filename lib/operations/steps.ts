import 'server-only'
import type { OperationState, OperationStep, OperationView } from './schema'

type Facts = Pick<
  OperationView,
  'state' | 'createdAt' | 'calledAt' | 'listedBefore' | 'concludesAt' | 'endedAt' | 'quarantined'
>

const SETTLED: readonly OperationState[] = ['none', 'lost', 'uncertain']

/** The way of an operation as far as it has come, from its intent to its outcome, and what it waits for. */
export function stepsOf({ state, calledAt, listedBefore, endedAt, ...facts }: Facts): OperationStep[] {
  const steps: OperationStep[] = [{ step: 'written', state: 'done', at: facts.createdAt }]
  if (state === 'aborted') return [...steps, { step: 'aborted', state: 'wrong', at: endedAt }]
  if (listedBefore !== null) steps.push({ step: 'listed', state: 'done', at: calledAt })
  if (!calledAt)
    return state === 'failed'
      ? [...steps, { step: 'refused', state: 'wrong', at: endedAt }]
      : [...steps, { step: 'asking', state: 'open', at: null }]
  if (state === 'calling') return [...steps, { step: 'asking', state: 'open', at: calledAt }]
  steps.push({ step: 'asked', state: 'done', at: calledAt })
  if (state === 'done') return [...steps, { step: 'stored', state: 'done', at: endedAt }]
  if (state === 'failed') return [...steps, { step: 'refused', state: 'wrong', at: endedAt }]
  steps.push(
    facts.quarantined ? { step: 'kept', state: 'wrong', at: null } : { step: 'notSeen', state: 'wrong', at: null },
  )
  if (SETTLED.includes(state))
    return [
      ...steps,
      { step: state as 'none' | 'lost' | 'uncertain', state: state === 'none' ? 'done' : 'wrong', at: endedAt },
    ]
  return [...steps, { step: 'waits', state: 'open', at: facts.concludesAt }]
}

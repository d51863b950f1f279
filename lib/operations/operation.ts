import 'server-only'
import type { EventActor } from '@/lib/history/event'

/** prepared → calling → done | failed | unknown; past its lease prepared → aborted; unknown → done | none | lost | uncertain. */
export const OPERATION_STATES = [
  'prepared',
  'calling',
  'done',
  'failed',
  'unknown',
  'aborted',
  'none',
  'lost',
  'uncertain',
] as const
export type OperationState = (typeof OPERATION_STATES)[number]

/** The states in which an operation ended in another way than `done`; `unknown` is left again when it is settled. */
export type EndState = Exclude<OperationState, 'prepared' | 'calling' | 'done'>

/** A stored operation as its change sees it. */
export interface OperationRecord<P, Baseline = unknown> {
  id: string
  change: string
  state: OperationState
  channelId: string | null
  actor: EventActor
  plan: P
  baseline: Baseline
  /** LINE refuses the assertion of this operation after this instant; null until it is `calling`. */
  fenceAt: Date | null
}

/** Who ends what nobody finished. */
export const SETTLER: EventActor = { kind: 'system', id: 'settler', name: 'settler', roles: [] }

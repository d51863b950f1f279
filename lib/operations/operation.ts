import 'server-only'
import type { RefusalCode } from '@/lib/errors'
import type { EventActor } from '@/lib/history/event'
import type { OperationState } from './schema'

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
  /** The form submission it came from: the same one is answered as this was. */
  idempotencyKey: string | null
}

/** The refusal an operation ended with, as it is told again to the same submission; `values` stand in its sentence. */
export interface ToldRefusal {
  code: RefusalCode
  reason: string
  field?: string
  values?: Record<string, string | number>
}

/** Who ends what nobody finished. */
export const SETTLER: EventActor = { kind: 'system', id: 'settler', name: 'settler', roles: [] }

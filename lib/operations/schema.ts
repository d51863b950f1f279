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

/** The states from which an operation still goes on by itself. */
export const OPEN_STATES = ['prepared', 'calling', 'unknown'] as const satisfies readonly OperationState[]

/** An operation as the pages show it; nothing secret. */
export interface OperationView {
  id: string
  /** The permission it was done by. */
  change: string
  kind: string | null
  state: OperationState
  /** What it is about: a token's purpose, a channel's name. */
  label: string
  targetId: string
  actorName: string
  createdAt: Date
  /** When LINE was about to be asked; null before. */
  calledAt: Date | null
  /** How many key IDs LINE listed just before; null where that was not asked. */
  listedBefore: number | null
  /** Before this instant nothing is concluded about an answer nobody saw. */
  concludesAt: Date | null
  endedAt: Date | null
  /** Whether LINE's answer came but could not be read, and is kept sealed. */
  quarantined: boolean
  /** The refusal's reason and the values of its sentence. */
  reason: string | null
  values: Record<string, string | number>
  /** Of a lost one, the key IDs LINE lists; and the latest instant a token of it may live to. */
  keyIds: string[]
  expiresBy: Date | null
}

/** One step of an operation; `at` is when it was done. */
export interface OperationStep {
  step:
    | 'written'
    | 'listed'
    | 'asked'
    | 'asking'
    | 'stored'
    | 'refused'
    | 'notSeen'
    | 'kept'
    | 'waits'
    | 'aborted'
    | 'none'
    | 'lost'
    | 'uncertain'
  state: 'done' | 'open' | 'wrong'
  at: Date | null
}

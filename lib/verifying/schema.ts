/** What found that something does not hold: the chain itself, its keyed hashes, or checkpoints kept here or found outside. */
export const SOURCES = ['chain', 'mac', 'kept', 'delivered'] as const
export type Source = (typeof SOURCES)[number]

/** What does not hold, at which place; `kind` names a sentence that says what kind of tampering it looks like. */
export interface Problem {
  seq: number
  kind: string
  source: Source
  /** The search column that says something else than the body. */
  column?: string
}

/** How the verification stands, as the history page tells it. */
export interface CheckView {
  /** Up to which event the last whole pass went, and when it ended; null before the first one. */
  passedSeq: number | null
  passedAt: Date | null
  /** How far the pass under way is, to where it goes, and who waits for it; nobody does for most. */
  seq: number
  head: number
  askedBy: string | null
  problem: Problem | null
}

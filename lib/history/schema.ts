import { z } from 'zod'

/** How an event ended; `requested` stands before a call to LINE, `settled` after one whose answer nobody saw. */
export const OUTCOMES = ['requested', 'done', 'failed', 'unknown', 'denied', 'settled'] as const
export type Outcome = (typeof OUTCOMES)[number]

const absent = z.literal('').transform(() => undefined)
// PostgreSQL's texts cannot hold a NUL.
const word = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((text) => !text.includes('\0'))
const place = z.string().regex(/^\d{1,18}$/)

/** The filter of the history page as its URL says it; what is not understood is left out rather than refused. */
export const historyFilter = z.object({
  channel: z.uuid().or(absent).optional().catch(undefined),
  action: word(40).or(absent).optional().catch(undefined),
  outcome: z.enum(OUTCOMES).or(absent).optional().catch(undefined),
  actor: word(64).or(absent).optional().catch(undefined),
  /** Only events before this place in the chain: the next page. */
  before: place.or(absent).optional().catch(undefined),
  /** Only events after this place: the page before. */
  after: place.or(absent).optional().catch(undefined),
})
export type HistoryFilter = z.output<typeof historyFilter>

/** One line of the history page. */
export interface EventRow {
  seq: string
  at: Date
  name: string
  outcome: Outcome
  actorId: string | null
  actorName: string
  channelId: string | null
  operationId: string | null
  /** What a revoke or its settling proved; null for everything else. LINE's 200 alone proves nothing. */
  proven: boolean | null
  target: { type: string; id: string; label: string } | null
}

/** One event with everything the chain proves of it. */
export interface EventView extends EventRow {
  actorKind: 'person' | 'system'
  actorRoles: string[]
  ip: string | null
  /** Details by dotted name, in the order they were written. */
  detail: [name: string, value: string][]
  hash: string
  previousHash: string
  /** The events of the same operation, in order, this one among them. */
  pair: EventRow[]
}

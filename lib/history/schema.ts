import { z } from 'zod'

/** How an event ended; `requested` stands before a call to LINE, `settled` after one whose answer nobody saw. */
export const OUTCOMES = ['requested', 'done', 'failed', 'unknown', 'denied', 'settled'] as const
export type Outcome = (typeof OUTCOMES)[number]

const absent = z.literal('').transform(() => undefined)
// PostgreSQL's texts cannot hold a NUL.
const word = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => !text.includes('\0'))
/** So much may be typed into the search. */
export const LONGEST_SEARCH = 500
const place = z.string().regex(/^\d{1,18}$/)
/** An instant to the second in UTC, as `2026-11-24T01:00:00Z`, so that an address means the same to every reader. */
const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => `${new Date(text).toISOString().slice(0, 19)}Z`)
  // Past these PostgreSQL and we would write it differently.
  .refine((text) => /^[12]\d{3}-/.test(text))

/** Which events are meant, whatever page of them is shown. */
const which = {
  channel: z.uuid().or(absent).optional(),
  action: word(40).or(absent).optional(),
  outcome: z.enum(OUTCOMES).or(absent).optional(),
  actor: word(64).or(absent).optional(),
  /** The id of what it was done to: a token, a signing key, a channel, a person. */
  target: word(255).or(absent).optional(),
  /** From this instant on. */
  from: instant.or(absent).optional(),
  /** Before this instant. */
  to: instant.or(absent).optional(),
  /** A search as it is typed: `-actor:somchai 渋谷`. */
  q: word(LONGEST_SEARCH).or(absent).optional(),
}

/** The parts of a filter that say which events are meant. */
export const FILTERS = ['channel', 'actor', 'action', 'outcome', 'target', 'from', 'to', 'q'] as const
export type FilterName = (typeof FILTERS)[number]

/** Which events are meant, every word of it understood: for what must not take more than was asked for. */
export const eventFilter = z.object(which)
export type EventFilter = z.output<typeof eventFilter>

/** The filter of the history page as its URL says it; what is not understood is left out rather than refused. */
export const historyFilter = z.object({
  channel: which.channel.catch(undefined),
  action: which.action.catch(undefined),
  outcome: which.outcome.catch(undefined),
  actor: which.actor.catch(undefined),
  target: which.target.catch(undefined),
  from: which.from.catch(undefined),
  to: which.to.catch(undefined),
  q: which.q.catch(undefined),
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

/** How many events there are, and when they happened. */
export interface Density {
  /** At most 10,001, which stands for "more than 10,000". */
  total: number
  /** How many of them, the newest ones, are in the bars. */
  drawn: number
  stepSeconds: number
  /** One for each step, without a gap; `wrong` failed, or have an outcome that nobody knows. */
  bars: { at: Date; count: number; wrong: number }[]
}

/** Who can be chosen in a filter, by the name they had last. */
export interface ActorChoice {
  id: string
  name: string
}

export type DetailValue = string | number | boolean | readonly string[]

/** One detail by its dotted name, as `list.requestId`. */
export interface DetailFact {
  name: string
  value: DetailValue
}

/** What a field was and became; null where it had no value. `value` is the field of what has only one. */
export interface Difference {
  field: string
  before: DetailValue | null
  after: DetailValue | null
}

/** Why something failed: the reason names a sentence, LINE's own words stand beside it. */
export interface Failure {
  reason: string | null
  lineCode: string | null
  lineText: string | null
}

/** An event's details, taken apart: what changed, why it failed, and the rest in the order it was written. */
export interface EventDetail {
  differences: Difference[]
  failure: Failure | null
  facts: DetailFact[]
}

/** One event with everything the chain proves of it. */
export interface EventView extends EventRow {
  actorKind: 'person' | 'system'
  actorRoles: string[]
  ip: string | null
  detail: EventDetail
  /** Exactly as stored, which is what the hash is over. */
  body: string
  hash: string
  previousHash: string
  /** The places of the events beside it that the reader may see, and of the last one of all. */
  previous: string | null
  next: string | null
  head: string
  cover: EventCover
  /** The events of the same operation, in order, this one among them. */
  pair: EventRow[]
}

/** What proves an event besides the chain. */
export interface EventCover {
  /** Which key its keyed hash is made with; null when it has none, which is an error of the chain. */
  keyedWith: string | null
  /** The first checkpoint that covers it, and the places it has reached; null while there is none. */
  checkpoint: { seq: string; left: { target: string; at: Date }[] } | null
}

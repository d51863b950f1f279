import 'server-only'
import { Refusal, type RefusalCode } from '@/lib/errors'
import type { Secret } from '@/lib/sealing/secret'
import { CALLS, type CallName } from './calls'
import type { Clock } from './care/clock'
import { type LineReason, reasonOfRejection } from './reasons'

/**
 * `rejected` LINE said no (4xx) · `limited` too many calls (429) · `unavailable` LINE failed (5xx) · `unreachable`
 * nothing was sent · `interrupted` the answer was cut off or never came · `garbled` an answer that is not LINE's.
 */
export type LineErrorKind = 'rejected' | 'limited' | 'unavailable' | 'unreachable' | 'interrupted' | 'garbled'
export type LineEffect = 'none' | 'possible'

/** A try that failed before the one that is told of; `at` in ISO 8601, `code` a status or a network fault's code. */
export type FailedTry = { at: string; kind: LineErrorKind; code: string | null }

export type LineErrorFacts = {
  status?: number
  /** LINE's x-line-request-id. */
  requestId?: string
  /** LINE's clock when it answered. */
  date?: Date
  retryAfterSeconds?: number
  /** OAuth's `error`. */
  lineCode?: string
  /** LINE's own words, at most 200 characters; not guaranteed to stay as they are. */
  lineText?: string
  /** The code of the network fault, or what was wrong with the answer. */
  causeCode?: string
  clock?: Clock
  tries?: readonly FailedTry[]
  unread?: Secret
}

/**
 * What went wrong with one call to LINE. It shows no body, secret, token, assertion or query, and holds no raw cause that
 * might; `effect` says whether the call, in any of its tries, can have changed anything at LINE.
 */
export class LineError extends Error {
  override readonly name = 'LineError'
  /** Method and path, never the query. */
  readonly endpoint: string
  readonly status: number | undefined
  readonly requestId: string | undefined
  readonly date: Date | undefined
  readonly retryAfterSeconds: number | undefined
  readonly lineCode: string | undefined
  readonly lineText: string | undefined
  readonly causeCode: string | undefined
  /** LINE's clock as this answer told it. */
  readonly clock: Clock | undefined
  /** The tries that failed before this one. */
  readonly tries: readonly FailedTry[]
  /** What came of a 2xx answer to an issue that could not be read (at most 64 KiB): it may hold the token. */
  readonly unread: Secret | undefined
  readonly #facts: LineErrorFacts

  constructor(
    readonly kind: LineErrorKind,
    readonly call: CallName,
    readonly effect: LineEffect,
    facts: LineErrorFacts = {},
  ) {
    const endpoint = `${CALLS[call].method} ${CALLS[call].path}`
    const details = [facts.status, facts.lineCode, facts.causeCode].filter((detail) => detail !== undefined)
    super(`${endpoint}: ${kind}${details.length > 0 ? ` (${details.join(', ')})` : ''}`)
    this.endpoint = endpoint
    this.status = facts.status
    this.requestId = facts.requestId
    this.date = facts.date
    this.retryAfterSeconds = facts.retryAfterSeconds
    this.lineCode = facts.lineCode
    this.lineText = facts.lineText
    this.causeCode = facts.causeCode
    this.clock = facts.clock
    this.tries = facts.tries ?? []
    this.unread = facts.unread
    this.#facts = facts
  }

  /** The same fault, told with the tries before it: what one of them may have done, the whole call may have done. */
  after(earlier: readonly LineError[], tries: readonly FailedTry[]): LineError {
    const effect = earlier.some((error) => error.effect === 'possible') ? 'possible' : this.effect
    const unread = this.unread ?? earlier.findLast((error) => error.unread)?.unread
    return new LineError(this.kind, this.call, effect, { ...this.#facts, tries, ...(unread && { unread }) })
  }
}

/** True for a LineError; by name, because a bundler may hold this module more than once. */
export function isLineError(error: unknown): error is LineError {
  return error instanceof Error && error.name === 'LineError' && 'effect' in error
}

/** What a call nobody saw the end of may have done: one that only reads can have done nothing. */
export function unseenEffect(call: CallName): LineEffect {
  return CALLS[call].changes ? 'possible' : 'none'
}

/** The LineError for an answer with a status that is no success. */
export function errorOfStatus(call: CallName, status: number, facts: LineErrorFacts): LineError {
  if (status === 429) return new LineError('limited', call, 'none', facts)
  if (status >= 400 && status < 500) return new LineError('rejected', call, 'none', facts)
  if (status >= 500) return new LineError('unavailable', call, unseenEffect(call), facts)
  // LINE redirects nowhere, and a redirect followed would carry the secret along.
  return new LineError('garbled', call, unseenEffect(call), { ...facts, causeCode: 'REDIRECT' })
}

/** Our refusal for what LINE, or the way to it, answered; the LineError is its cause. */
export function refusalFromLine(error: LineError): Refusal {
  const refuse = (code: RefusalCode, reason: LineReason) =>
    new Refusal(code, reason, { cause: error, ...(error.status !== undefined && { values: { status: error.status } }) })

  if (error.effect === 'possible') return refuse('outcome_unknown', 'lineOutcomeUnknown')
  if (error.kind === 'rejected') return refuse('line_rejected', reasonOfRejection(error))
  if (error.kind === 'limited') return refuse('busy', 'lineRateLimited')
  return refuse('line_unreachable', UNANSWERED[error.kind])
}

const UNANSWERED = {
  unavailable: 'lineUnavailable',
  unreachable: 'lineUnreachable',
  interrupted: 'lineNoAnswer',
  garbled: 'lineAnswerUnreadable',
} as const satisfies Record<string, LineReason>

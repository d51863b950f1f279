import 'server-only'
import { type CallName, classOf } from '../calls'
import type { LineError } from '../errors'

/**
 * For how long after the first try of a call another one may begin, in ms at the pace of production: with a last deadline
 * of 10 s the call ends before the lease of its operation, 30 s, does.
 */
export const TRY_WITHIN_MS = 20_000

const FIRST_WAIT_MS = 500
const MORE_TRIES = { read: 3, revoke: 4, stateless: 2, issue: 3 } as const

/**
 * Whether a call that failed so often (`failures`, this one included) may be tried again. Reading changes nothing, and
 * revoking twice is revoking once. A stateless token too many costs nothing and ends by itself in 15 minutes. Of the other
 * kinds a second one takes a slot or, worse, ends the oldest token, so there nothing may have been sent.
 */
export function mayTryAgain(call: CallName, error: LineError, failures: number): boolean {
  if (error.kind === 'rejected' || error.causeCode === 'ABORTED') return false
  const nothingDone = error.kind === 'unreachable' || error.kind === 'limited'
  const callClass = classOf(call)
  if (callClass !== 'issue') return failures <= MORE_TRIES[callClass]
  if (!call.startsWith('issueStateless')) return nothingDone && failures <= MORE_TRIES.issue
  return (nothingDone || error.causeCode === 'DEADLINE') && failures <= MORE_TRIES.stateless
}

/** How long to wait after so many failures, in ms at the pace of production: up to 0.5, 1, 2, 4 s, with full jitter. */
export function waitMs(failures: number): number {
  return Math.random() * FIRST_WAIT_MS * 2 ** (failures - 1)
}

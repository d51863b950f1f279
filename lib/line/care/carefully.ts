import { setTimeout as sleep } from 'node:timers/promises'
import 'server-only'
import { isRefusal } from '@/lib/errors'
import { classOf } from '../calls'
import { type FailedTry, isLineError, type LineError } from '../errors'
import type { LineAnswer, Send } from '../transport'
import { type Passage, pass, SHORT_PAUSE_MS } from './pass'
import { mayTryAgain, TRY_WITHIN_MS, waitMs } from './retry'
import { stateOf } from './state'

/** In the sandbox a loaded machine needs this long for the tries themselves. */
const LEAST_MS = 2000

/**
 * The sender that spares LINE: four requests at once, none while LINE wants a pause or does not answer, and a failed one
 * again where that can do no harm. What it throws tells of all tries; a Refusal means that there was none.
 */
export function carefully(pace: () => number): Send {
  return (wire, call, fields, options = {}) =>
    // What was sent decides what comes back, which the types cannot follow through the tries.
    tryAll({ wire, call, fields, options, pace: pace() }) as never
}

async function tryAll(passage: Passage): Promise<LineAnswer<unknown>> {
  const errors: LineError[] = []
  const tries: FailedTry[] = []
  const failed = () => errors.at(-1)?.after(errors.slice(0, -1), tries.slice(0, -1))
  const startedAt = performance.now()
  for (;;) {
    const at = new Date().toISOString()
    try {
      return { ...(await pass(passage)), tries }
    } catch (error) {
      // What stopped another try is of less use than what made it necessary.
      if (isRefusal(error)) throw failed() ?? error
      if (!isLineError(error)) throw error
      errors.push(error)
      tries.push({ at, kind: error.kind, code: error.causeCode ?? (error.status ? String(error.status) : null) })
      if (!isWorthAnother(passage, error, errors.length, performance.now() - startedAt)) throw failed()
      if (error.kind === 'limited') continue // it is the pause that is waited for
      const { options, pace } = passage
      await sleep(waitMs(errors.length) * pace, undefined, { signal: options.signal }).catch(() => undefined)
    }
  }
}

function isWorthAnother({ wire, call, pace }: Passage, error: LineError, failures: number, lastedMs: number): boolean {
  if (!mayTryAgain(call, error, failures)) return false
  // Two more tries after two deadlines are past it, and their number is bound enough.
  if (!call.startsWith('issueStateless') && lastedMs > Math.max(TRY_WITHIN_MS * pace, LEAST_MS)) return false
  return error.kind !== 'limited' || stateOf(wire.baseURL).pauses[classOf(call)].left() <= SHORT_PAUSE_MS * pace
}

import { setTimeout as sleep } from 'node:timers/promises'
import 'server-only'
import { Refusal } from '@/lib/errors'
import { type CallName, classOf } from '../calls'
import { isLineError, LineError } from '../errors'
import { type CallOptions, type LineAnswer, send, type Wire } from '../transport'
import { keepClock } from './clock'
import { type LineState, stateOf } from './state'

/** A pause that short is waited out, in ms at the pace of production. */
export const SHORT_PAUSE_MS = 3000
/** How long an issue may wait for its turn, in ms at the pace of production: what follows it must end with its fence, 60 s. */
const ISSUE_WAIT_MS = 30_000
const BROKEN = new Set(['unreachable', 'unavailable', 'interrupted', 'garbled'])

/** One request and what it takes to let it pass; `pace` as in pace.ts. */
export interface Passage {
  wire: Wire
  call: CallName
  fields: Record<string, string>
  options: CallOptions
  pace: number
}

/**
 * Makes one request when it is its turn and LINE is to be called at all, and remembers how that went. A Refusal means that
 * nothing was sent.
 */
export async function pass(passage: Passage): Promise<LineAnswer<unknown>> {
  const { wire, call, fields, options, pace } = passage
  const state = stateOf(wire.baseURL)
  const isTrial = await takeTurn(state, passage)
  try {
    const answer = await send(wire, call, fields, options)
    noteAnswer(state, passage)
    keepClock(wire.baseURL, answer.clock)
    return answer
  } catch (error) {
    if (!isLineError(error)) throw error
    keepClock(wire.baseURL, error.clock)
    const callClass = classOf(call)
    if (error.kind === 'limited') state.pauses[callClass].begin(error.retryAfterSeconds, pace)
    else if (!BROKEN.has(error.kind)) noteAnswer(state, passage)
    else if (callClass !== 'revoke' && error.causeCode !== 'ABORTED') state.breakers[callClass].fail(pace)
    throw error
  } finally {
    if (isTrial) state.breakers.read.trying = false
    state.gate.leave()
  }
}

/** Waits for the turn, which `gate.leave` ends; answers whether this is the one read that tries a half-open breaker. */
async function takeTurn(state: LineState, passage: Passage): Promise<boolean> {
  const callClass = classOf(passage.call)
  for (;;) {
    await waitOut(state, passage)
    if (callClass === 'issue' && state.breakers.issue.isHalfOpen) await probe(state, passage)
    refuseIfOpen(state, passage)
    await enter(state, passage)
    try {
      // LINE may have failed, or asked for a pause, while this call waited.
      refuseIfOpen(state, passage)
      if (state.pauses[callClass].left() === 0) {
        const isTrial = callClass === 'read' && state.breakers.read.isHalfOpen
        if (isTrial) state.breakers.read.trying = true
        return isTrial
      }
    } catch (error) {
      state.gate.leave()
      throw error
    }
    state.gate.leave()
  }
}

async function waitOut(state: LineState, { call, options: { signal }, pace }: Passage): Promise<void> {
  const left = state.pauses[classOf(call)].left()
  if (left > SHORT_PAUSE_MS * pace)
    throw new Refusal('busy', 'linePaused', { values: { seconds: Math.ceil(left / 1000) } })
  // Aborted, it is noticed at the gate.
  if (left > 0) await sleep(left, undefined, { signal }).catch(() => undefined)
}

async function enter({ gate }: LineState, { call, options: { signal }, pace }: Passage): Promise<void> {
  const callClass = classOf(call)
  const late = callClass === 'issue' ? [AbortSignal.timeout(ISSUE_WAIT_MS * pace)] : []
  if (await gate.enter(callClass === 'revoke', AbortSignal.any([...late, ...(signal ? [signal] : [])]))) return
  if (!signal?.aborted) throw new Refusal('busy', 'operationTimedOut')
  throw new LineError('interrupted', call, 'none', { causeCode: 'ABORTED' })
}

/**
 * A revoke is never refused: it is what makes an incident harmless, and one request too many costs LINE nothing, while a
 * leaked token that lives a minute longer may cost everything.
 */
function refuseIfOpen({ breakers }: LineState, { call, wire }: Passage): void {
  const callClass = classOf(call)
  if (callClass === 'revoke') return
  const breaker = breakers[callClass]
  const isTaken = breaker.isHalfOpen && (callClass === 'issue' || breaker.trying)
  const left = isTaken ? wire.timeoutMs : breaker.left()
  if (left > 0)
    throw new Refusal('line_unreachable', 'lineBreakerOpen', { values: { seconds: Math.ceil(left / 1000) } })
}

/** What LINE answered to a read, be it a no, tells that it is back. */
function noteAnswer({ breakers }: LineState, { call }: Passage): void {
  if (classOf(call) !== 'read') return
  for (const breaker of Object.values(breakers)) if (breaker.isHalfOpen) breaker.close()
}

/**
 * An issue must never be what tries out whether LINE is back, so LINE is asked about a value that is no token, which needs
 * no credential: its documented no (400) is the answer hoped for. One probe serves all issues that wait.
 */
async function probe(state: LineState, { wire, pace }: Passage): Promise<void> {
  state.probe ??= pass({
    ...{ wire, pace, call: 'verifyChannelTokenByJWT', options: {} },
    fields: { access_token: 'probe' },
  })
    .then(
      () => undefined,
      (error: unknown) => {
        if (!isLineError(error)) throw error
        if (state.breakers.issue.isHalfOpen) state.breakers.issue.fail(pace)
      },
    )
    .finally(() => {
      state.probe = undefined
    })
  await state.probe
}

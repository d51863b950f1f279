import { setTimeout as sleep } from 'node:timers/promises'
import 'server-only'
import type { z } from 'zod'
import type { Plan, RemoteChange } from '@/lib/change'
import { isDatabaseGone } from '@/lib/db/errors'
import { isRefusal, Refusal } from '@/lib/errors'
import type { Json } from '@/lib/history/event'
import { isLineError, refusalFromLine } from '@/lib/line/errors'
import { faultFields, log } from '@/lib/log'
import { seal } from '@/lib/sealing/seal'
import type { Secret } from '@/lib/sealing/secret'
import { fenceMs, inMs } from './clock'
import { endOperation, finishOperation } from './finish'
import type { OperationRecord, ToldRefusal } from './operation'
import { quarantineContext } from './quarantine'
import { spoolAnswer, spoolEnd } from './spool'
import { commitCalling } from './store'

type Carried<P extends Plan, A, R, B> = RemoteChange<z.ZodType, P, A, R, B>

/** What ends an operation early: the refusal shown, and whether LINE may have acted all the same. */
interface Fault {
  refusal: unknown
  effect: 'none' | 'possible'
  detail: { [key: string]: Json }
  told?: ToldRefusal
  unread?: Secret | undefined
}

/**
 * Takes a prepared operation to its end: baseline, `calling` committed, the call, the save. What LINE refused ends as
 * `failed`, what nobody can know as `unknown`; both rethrow. An answer that cannot be saved goes to the spool.
 */
export async function carryOut<P extends Plan, A, R, B>(
  change: Carried<P, A, R, B>,
  prepared: OperationRecord<P, B>,
): Promise<{ result: R; operationId: string; reveal?: Secret }> {
  const baseline = await attempt(() => change.baseline?.(prepared) ?? Promise.resolve(null))
  if (!baseline.ok) {
    // Reading LINE changes nothing there, whatever became of the answer.
    await endQuietly(change, prepared, 'failed', baseline.fault)
    throw baseline.fault.refusal
  }

  const committed = await commitCalling(prepared.id, inMs(fenceMs()), baseline.value)
  const calling = committed as OperationRecord<P, B> | null
  if (!calling) throw new Refusal('busy', 'operationTimedOut')

  const called = await attempt(() => change.call(calling))
  if (!called.ok) {
    await endQuietly(change, calling, called.fault.effect === 'none' ? 'failed' : 'unknown', called.fault)
    throw called.fault.refusal
  }

  const { answer, reveal } = called.value
  const saved = await saveOrSpool(change, calling, answer)
  return { result: saved as R, operationId: prepared.id, ...(reveal ? { reveal } : {}) }
}

/**
 * After a call it is tried as long as a save, then spooled, for a token may be in the answer that could not be read. What
 * cannot be written before one is left open for the settler; the person must still be told what LINE said.
 */
async function endQuietly(
  change: Parameters<typeof endOperation>[0],
  operation: OperationRecord<unknown>,
  state: 'failed' | 'unknown',
  { detail, told, unread }: Fault,
): Promise<void> {
  try {
    const quarantine = unread && (await seal(quarantineContext(operation.id), unread))
    const ender = { actor: operation.actor, outcome: state, detail, told, quarantine }
    const end = () => endOperation(change, operation, [operation.state], state, ender)
    if (operation.state !== 'calling') await end()
    else
      await whileDatabaseIsGone(end).catch(async (error) => {
        log('error', 'operation.unsaved', { operation: operation.id, change: change.name, ...faultFields(error) })
        await spoolEnd(operation.id, { state, ender })
      })
  } catch (error) {
    log('error', 'operation.open', { operation: operation.id, change: change.name, ...faultFields(error) })
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<{ ok: true; value: T } | { ok: false; fault: Fault }> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    return { ok: false, fault: faultOf(error) }
  }
}

function faultOf(error: unknown): Fault {
  if (isLineError(error)) {
    const refusal = refusalFromLine(error)
    const { kind, status, requestId, lineCode, lineText } = error
    const tries = error.tries.length > 0 ? error.tries.map((one) => ({ ...one })) : undefined
    const detail = { reason: refusal.reason, kind, status, requestId, lineCode, lineText, tries } as {
      [key: string]: Json
    }
    return { refusal, effect: error.effect, detail, told: toldOf(refusal), unread: error.unread }
  }
  if (isRefusal(error)) return { refusal: error, effect: 'none', detail: { reason: error.reason }, told: toldOf(error) }
  log('error', 'operation.fault', faultFields(error))
  // A fault of our own may have come after LINE acted, so nothing is claimed.
  return { refusal: error, effect: 'possible', detail: { reason: 'internal' } }
}

const toldOf = ({ code, reason, field, values }: Refusal): ToldRefusal => ({
  ...{ code, reason },
  ...(field && { field }),
  ...(values && { values }),
})

const SAVE_RETRIES_MS = [250, 1000, 3000]

/** Tries to save until it can be, or for too long. */
async function whileDatabaseIsGone<T>(save: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await save()
    } catch (error) {
      const wait = isDatabaseGone(error) ? SAVE_RETRIES_MS[tries] : undefined
      if (wait === undefined) throw error
      await sleep(wait)
    }
  }
}

async function saveOrSpool(
  change: Parameters<typeof finishOperation>[0],
  operation: OperationRecord<unknown>,
  answer: unknown,
): Promise<unknown> {
  let given: { result: unknown } | null = null
  const noting = {
    ...change,
    save: async (...from: Parameters<typeof change.save>) => {
      given = await change.save(...from)
      return given
    },
  }
  try {
    const ender = { actor: operation.actor, outcome: 'done' } as const
    // Done already at a second try: the first one was committed, and only the word of it was lost.
    const finished = (await whileDatabaseIsGone(() => finishOperation(noting, operation, answer, ender))) ?? given
    if (!finished) throw new Refusal('conflict', 'operationEnded')
    return finished.result
  } catch (error) {
    if (isRefusal(error)) throw error
    log('error', 'operation.unsaved', { operation: operation.id, change: change.name, ...faultFields(error) })
    await spoolAnswer(operation.id, answer)
    throw new Refusal('outcome_unknown', 'answerSpooled', { cause: error })
  }
}

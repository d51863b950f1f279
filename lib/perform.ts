import 'server-only'
import type { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { permits } from '@/lib/access/permits'
import type { LocalChange, Plan, RemoteChange } from '@/lib/change'
import { isTransactionOver } from '@/lib/db/errors'
import { newId } from '@/lib/db/id'
import { type Tx, transaction } from '@/lib/db/transaction'
import { recordDenial } from '@/lib/deny'
import { Refusal } from '@/lib/errors'
import { appendEvent, HistoryUnwritable } from '@/lib/history/append'
import { faultFields, log } from '@/lib/log'
import { carryOut } from '@/lib/operations/carry-out'
import { whileRunning } from '@/lib/operations/running'
import { insertOperation } from '@/lib/operations/store'
import { answeredBefore, refuseKnownConflict, submissionOf } from '@/lib/operations/submission'
import type { Secret } from '@/lib/sealing/secret'

/** What a performed change answers; `reveal` only when it made something that is shown once. */
export interface Performed<Result> {
  result: Result
  operationId: string | null
  reveal?: Secret
}

/** `submission` names the form submission, so that a second click never becomes a second call to LINE; `jobId` the job it is a part of. */
export interface PerformOptions {
  submission?: string | undefined
  jobId?: string | undefined
}

/**
 * The one way to change anything: checks the right, writes the intent, calls LINE, saves, and writes the history.
 * Throws a `Refusal` for an expected no (a denied one is in the history), a `ZodError` for input of the wrong shape.
 */
export function perform<I extends z.ZodType, R>(
  actor: Actor,
  change: LocalChange<I, R>,
  input: z.input<I>,
): Promise<Performed<R>>
export function perform<I extends z.ZodType, P extends Plan, A, R, B>(
  actor: Actor,
  change: RemoteChange<I, P, A, R, B>,
  input: z.input<I>,
  options?: PerformOptions,
): Promise<Performed<R>>
export async function perform<I extends z.ZodType, R>(
  actor: Actor,
  change: LocalChange<I, R> | RemoteChange<I, Plan, unknown, R, unknown>,
  raw: z.input<I>,
  options: PerformOptions = {},
): Promise<Performed<R>> {
  if (!permits(actor, change.name)) {
    await recordDenial(actor, change.name, channelIdOf(raw))
    throw new Refusal('forbidden', 'forbidden', { values: { permission: change.name } })
  }
  const input = change.input.parse(raw)
  if (!('call' in change))
    return writing(async (tx) => {
      const { subject, result, detail } = await change.prepare(tx, actor, input)
      await appendEvent(tx, {
        name: change.name,
        outcome: 'done',
        actor: eventActor(actor),
        channelId: subject.channelId,
        target: subject.target,
        detail: { ...subject.detail, ...detail },
      })
      return { result, operationId: null }
    }, change)

  return whileRunning(() => performRemote(actor, change, input, raw, options))
}

/** A transaction that ends with an event; where none can be written it is refused, and nothing was changed or sent. */
function writing<T>(work: (tx: Tx) => Promise<T>, { timeoutMs }: { timeoutMs?: number } = {}): Promise<T> {
  return transaction(work, timeoutMs ? { timeoutMs } : {}).catch((error) => {
    if (isTransactionOver(error)) throw new Refusal('busy', 'operationTimedOut', { cause: error })
    if (!(error instanceof HistoryUnwritable)) throw error
    log('error', 'history.unwritable', faultFields(error.cause))
    throw new Refusal('busy', 'historyUnwritable', { cause: error })
  })
}

async function performRemote<I extends z.ZodType, R>(
  actor: Actor,
  change: RemoteChange<I, Plan, unknown, R, unknown>,
  input: z.output<I>,
  raw: z.input<I>,
  options: PerformOptions,
): Promise<Performed<R>> {
  const id = newId()
  const submission = await submissionOf(options.submission, change.name, actor.id, raw)
  const operation = await writing(async (tx) => {
    const plan = await change.prepare(tx, actor, input, id)
    const { channelId, target, detail } = plan.subject
    const prepared = await insertOperation(tx, {
      ...{ id, change: change.name, actor: eventActor(actor), plan, submission },
      jobId: options.jobId,
    })
    await appendEvent(tx, {
      name: change.name,
      outcome: 'requested',
      actor: eventActor(actor),
      channelId,
      operationId: id,
      target,
      detail: options.jobId ? { ...detail, jobId: options.jobId } : detail,
    })
    return prepared
  }).catch(async (error) => {
    // Only now, for the first of a submission need not ask; what it has changed may refuse the second in any way.
    const earlier = await answeredBefore(submission)
    return earlier ?? refuseKnownConflict(error)
  })
  if ('result' in operation) return operation as Performed<R>
  return carryOut(change, operation)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function channelIdOf(raw: unknown): string | undefined {
  const id = typeof raw === 'object' && raw !== null && 'channelId' in raw ? raw.channelId : undefined
  return typeof id === 'string' && UUID.test(id) ? id : undefined
}

const eventActor = ({ kind, id, name, roles, ip }: Actor) => ({ kind, id, name, roles, ip })

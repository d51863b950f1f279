import 'server-only'
import type { AnyRemoteChange, Plan } from '@/lib/change'
import { type Tx, transaction } from '@/lib/db/transaction'
import { appendEvent } from '@/lib/history/append'
import type { EventActor, Json } from '@/lib/history/event'
import type { Outcome } from '@/lib/history/schema'
import type { Sealed } from '@/lib/sealing/seal'
import type { EndState, OperationRecord, ToldRefusal } from './operation'
import type { OperationState } from './schema'
import { advance, asJson } from './store'

/** Who ends an operation and what its event says; a late end is `settled`, by the system. */
export interface Ender {
  actor: EventActor
  outcome: Outcome
  detail?: { [key: string]: Json }
  /** What the person was told, so that the same submission is told it again. */
  told?: ToldRefusal | undefined
  /** LINE's answer when it could not be read. */
  quarantine?: Sealed | undefined
}

/** An answer in hand is always saved, whatever was concluded meanwhile. */
const SAVABLE: readonly OperationState[] = ['calling', 'unknown', 'none', 'lost', 'uncertain']

/**
 * Saves the answer, the outcome and the event in one transaction. Answers null when the operation was `done` already;
 * throws when nothing could be written, and then nothing was.
 */
export async function finishOperation(
  change: AnyRemoteChange,
  operation: OperationRecord<unknown>,
  answer: unknown,
  ender: Ender,
): Promise<{ result: unknown } | null> {
  return transaction(async (tx) => {
    const moved = await advance(tx, operation.id, SAVABLE, { state: 'done', endedAt: new Date() })
    if (!moved) return null
    const saved = await change.save(tx, moved, answer)
    await keepResult(tx, moved, saved.result)
    await appendEvent(tx, {
      ...about(moved),
      name: change.name,
      outcome: ender.outcome,
      actor: ender.actor,
      detail: { ...moved.plan.subject.detail, ...saved.detail, ...ender.detail },
    })
    return { result: saved.result }
  })
}

/** Ends an operation in another way than `done`, with its event; false when it was no longer in one of `from`. */
export async function endOperation(
  change: AnyRemoteChange,
  operation: OperationRecord<unknown>,
  from: readonly OperationState[],
  state: EndState,
  ender: Ender,
): Promise<boolean> {
  return transaction(async (tx) => {
    const evidence = ender.detail ?? {}
    const endedAt = state === 'unknown' ? null : new Date()
    const { told, quarantine } = ender
    const moved = await advance(tx, operation.id, from, {
      ...{ state, endedAt },
      ending: asJson(told ? { ...evidence, told } : evidence),
      ...(quarantine && { quarantine: quarantine.jwe, quarantineKeyId: quarantine.keyId }),
    })
    if (!moved) return false
    await change.otherwise?.(tx, moved, state, evidence)
    // Until then settling may need it; an answer that comes later brings its own.
    if (state !== 'unknown') await dropSealedInput(tx, moved)
    await appendEvent(tx, {
      ...about(moved),
      name: change.name,
      outcome: ender.outcome,
      actor: ender.actor,
      detail: { ...moved.plan.subject.detail, ...evidence },
    })
    return true
  })
}

/** For the same submission, which is answered so again; and what was sealed for the call, or may be in an unread answer, has served. */
async function keepResult(tx: Tx, { id, plan, idempotencyKey }: OperationRecord<Plan>, result: unknown): Promise<void> {
  const kept = idempotencyKey ? JSON.stringify(result ?? null) : null
  await tx.$executeRaw`
    UPDATE "Operation" SET result = ${kept}::jsonb, plan = plan - 'sealed', quarantine = NULL, "quarantineKeyId" = NULL
    WHERE id = ${id}::uuid AND (${kept !== null || plan.sealed !== undefined} OR quarantine IS NOT NULL)`
}

/** What was sealed for the call has its own row by now, or was refused; a copy here would only outlive its key. */
async function dropSealedInput(tx: Tx, { id, plan }: OperationRecord<Plan>): Promise<void> {
  if (plan.sealed) await tx.$executeRaw`UPDATE "Operation" SET plan = plan - 'sealed' WHERE id = ${id}::uuid`
}

function about(operation: OperationRecord<Plan>) {
  return {
    channelId: operation.channelId ?? undefined,
    operationId: operation.id,
    target: operation.plan.subject.target,
  }
}

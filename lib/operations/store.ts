import 'server-only'
import type { Plan } from '@/lib/change'
import { database } from '@/lib/db/client'
import type { Prisma } from '@/lib/db/generated/client'
import { databaseNow } from '@/lib/db/now'
import type { Tx } from '@/lib/db/transaction'
import type { EventActor } from '@/lib/history/event'
import { leaseMs } from './clock'
import type { OperationRecord } from './operation'
import type { OperationState } from './schema'

const columns = {
  id: true,
  change: true,
  state: true,
  channelId: true,
  actor: true,
  plan: true,
  baseline: true,
  fenceAt: true,
  idempotencyKey: true,
} as const

type Row = Prisma.OperationGetPayload<{ select: typeof columns }>

/** Plain data as the JSON columns take it. */
export const asJson = (value: unknown) => value as Prisma.InputJsonValue

function toRecord(row: Row): OperationRecord<Plan> {
  return {
    ...row,
    state: row.state as OperationState,
    actor: row.actor as unknown as EventActor,
    plan: row.plan as unknown as Plan,
  }
}

/** What a new operation is made of. */
export interface NewOperation {
  id: string
  change: string
  actor: EventActor
  plan: Plan
  submission?: { key: string; requestHash: string } | undefined
  jobId?: string | undefined
}

/** Writes the intent, inside its transaction, and answers it as it is stored. */
export async function insertOperation(tx: Tx, operation: NewOperation): Promise<OperationRecord<Plan>> {
  const leaseUntil = await newLease(tx)
  const row = await tx.operation.create({
    select: columns,
    data: {
      id: operation.id,
      change: operation.change,
      state: 'prepared',
      channelId: operation.plan.subject.channelId ?? null,
      kind: operation.plan.kind ?? null,
      actor: asJson(operation.actor),
      plan: asJson(operation.plan),
      leaseUntil,
      idempotencyKey: operation.submission?.key ?? null,
      requestHash: operation.submission?.requestHash ?? null,
      jobId: operation.jobId ?? null,
    },
  })
  return toRecord(row)
}

/**
 * Commits that an operation is about to call, with what was read before: one statement, and so one commit. Null when it
 * was no longer `prepared`.
 */
export async function commitCalling(
  id: string,
  fenceAt: Date,
  baseline: unknown,
): Promise<OperationRecord<Plan> | null> {
  const leaseUntil = await newLease()
  return advance(database(), id, ['prepared'], {
    state: 'calling',
    fenceAt,
    leaseUntil,
    ...(baseline === null ? {} : { baseline: asJson(baseline) }),
  })
}

/**
 * Moves an operation on when it is still in one of `from`, else answers null: whoever comes second leaves it alone.
 * Locks the row until the transaction ends.
 */
export async function advance(
  tx: Pick<Tx, 'operation'>,
  id: string,
  from: readonly OperationState[],
  data: Prisma.OperationUpdateManyMutationInput & { state: OperationState },
): Promise<OperationRecord<Plan> | null> {
  const moved = await tx.operation.updateManyAndReturn({
    where: { id, state: { in: [...from] } },
    data,
    select: columns,
  })
  return moved[0] ? toRecord(moved[0]) : null
}

/**
 * Operations in a state whose lease has run out, at most 100, the longest untouched first, so that many that cannot be
 * settled keep nobody waiting; `fencedForMs` asks also for a fence that long ago. That must be so by the database's clock
 * and by ours: what is concluded too early is wrong for good.
 */
export async function listLeaseless(state: OperationState, fencedForMs?: number): Promise<OperationRecord<Plan>[]> {
  const now = await databaseNow()
  const fencedBefore = new Date(Math.min(now.getTime(), Date.now()) - (fencedForMs ?? 0))
  const fenced = fencedForMs === undefined ? {} : { fenceAt: { lt: fencedBefore } }
  const rows = await database().operation.findMany({
    where: { state, leaseUntil: { lt: now }, ...fenced },
    orderBy: { leaseUntil: 'asc' },
    take: 100,
    select: columns,
  })
  return rows.map(toRecord)
}

/** Takes the lease of an operation for one round of settling; false when another instance has it. */
export async function claim(id: string, state: OperationState): Promise<boolean> {
  const now = await databaseNow()
  const { count } = await database().operation.updateMany({
    where: { id, state, leaseUntil: { lt: now } },
    data: { leaseUntil: leaseFrom(now) },
  })
  return count === 1
}

const leaseFrom = (now: Date) => new Date(now.getTime() + leaseMs())

/** Leases are by the database's clock: another instance judges them. */
const newLease = async (reader?: Pick<Tx, '$queryRaw'>) => leaseFrom(await databaseNow(reader))

/** One operation, or null. */
export async function findOperation(id: string): Promise<OperationRecord<Plan> | null> {
  const row = await database().operation.findUnique({ where: { id }, select: columns })
  return row && toRecord(row)
}

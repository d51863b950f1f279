import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import type { Plan } from '@/lib/change'
import { database } from '@/lib/db/client'
import type { Prisma } from '@/lib/db/generated/client'
import type { EventActor } from '@/lib/history/event'
import { fenceMs, marginMs } from './clock'
import type { ToldRefusal } from './operation'
import { OPEN_STATES, type OperationState, type OperationView } from './schema'

/** How many operations a page shows as under way. */
const SHOWN = 20

const columns = {
  ...{ id: true, change: true, kind: true, state: true, actor: true, plan: true, baseline: true, fenceAt: true },
  ...{ ending: true, createdAt: true, endedAt: true, quarantineKeyId: true },
} as const

/** The operations of a channel that nobody has ended yet, the newest first. */
export async function listUnderWay(actor: Actor, channelId: string): Promise<OperationView[]> {
  demand(actor, 'token.read')
  const rows = await database().operation.findMany({
    where: { channelId, state: { in: [...OPEN_STATES] } },
    orderBy: { createdAt: 'desc' },
    take: SHOWN,
    select: columns,
  })
  return rows.map(toView)
}

/** The operation a form submission of a channel became; null when none did. */
export async function findSubmitted(
  actor: Actor,
  channelId: string,
  submission: string,
): Promise<OperationView | null> {
  demand(actor, 'token.read')
  const row = await database().operation.findFirst({
    where: { idempotencyKey: submission, channelId },
    select: columns,
  })
  return row && toView(row)
}

interface Ending {
  reason?: string
  told?: ToldRefusal
  keyIds?: string[]
  expiresBy?: string
}

function toView(row: Prisma.OperationGetPayload<{ select: typeof columns }>): OperationView {
  const { target } = (row.plan as unknown as Plan).subject
  const ending = (row.ending ?? {}) as Ending
  return {
    ...{ id: row.id, change: row.change, kind: row.kind, createdAt: row.createdAt, endedAt: row.endedAt },
    state: row.state as OperationState,
    label: target.label ?? '',
    targetId: target.id,
    actorName: (row.actor as unknown as EventActor).name,
    calledAt: row.fenceAt && new Date(row.fenceAt.getTime() - fenceMs()),
    listedBefore: Array.isArray(row.baseline) ? row.baseline.length : null,
    concludesAt: row.fenceAt && new Date(row.fenceAt.getTime() + marginMs()),
    quarantined: row.quarantineKeyId !== null,
    reason: ending.told?.reason ?? ending.reason ?? null,
    values: ending.told?.values ?? {},
    keyIds: ending.keyIds ?? [],
    expiresBy: ending.expiresBy ? new Date(ending.expiresBy) : null,
  }
}

import 'server-only'
import { database } from '@/lib/db/client'
import { fenceMs } from '@/lib/operations/clock'
import type { IssuePlan } from '../issue-plan'
import type { LostIssue } from '../schema'

/**
 * The issues that may be behind lost key IDs, by the id of their operation: whose they were, between when its own token
 * ends, and how many key IDs may be that one.
 */
export async function findLostIssues(operationIds: readonly string[]): Promise<Map<string, LostIssue>> {
  if (operationIds.length === 0) return new Map()
  const ids = [...new Set(operationIds)]
  const [rows, counts] = await Promise.all([
    database().operation.findMany({
      where: { id: { in: ids } },
      select: { id: true, actor: true, plan: true, createdAt: true, fenceAt: true },
    }),
    database().keyIdSighting.groupBy({
      by: ['operationId'],
      where: { operationId: { in: ids }, standing: 'lost' },
      _count: true,
    }),
  ])
  const among = new Map(counts.map(({ operationId, _count }) => [operationId, _count]))
  return new Map(rows.map((row) => [row.id, { ...toIssue(row), among: among.get(row.id) ?? 1 }]))
}

interface Row {
  id: string
  actor: unknown
  plan: unknown
  createdAt: Date
  fenceAt: Date | null
}

/** LINE took the assertion at some instant between the call and the fence, and the token lives as long as it was asked for. */
function toIssue({ id, actor, plan, createdAt, fenceAt }: Row): Omit<LostIssue, 'among'> {
  const { purpose, lifeSeconds } = plan as Pick<IssuePlan, 'purpose' | 'lifeSeconds'>
  const fence = fenceAt?.getTime() ?? createdAt.getTime() + fenceMs()
  return {
    ...{ operationId: id, purpose, at: createdAt },
    byName: (actor as { name: string }).name,
    endsFrom: new Date(fence - fenceMs() + lifeSeconds * 1000),
    endsBy: new Date(fence + lifeSeconds * 1000),
  }
}

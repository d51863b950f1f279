import 'server-only'
import { database } from '@/lib/db/client'
import { fenceMs } from '@/lib/operations/clock'
import type { IssuePlan } from '../issue-plan'
import type { LostIssue } from '../schema'

/** The issues behind lost key IDs, by the id of their operation: whose they were, and between when the tokens end. */
export async function findLostIssues(operationIds: readonly string[]): Promise<Map<string, LostIssue>> {
  if (operationIds.length === 0) return new Map()
  const rows = await database().operation.findMany({
    where: { id: { in: [...operationIds] } },
    select: { id: true, actor: true, plan: true, createdAt: true, fenceAt: true },
  })
  return new Map(rows.map((row) => [row.id, toIssue(row)]))
}

interface Row {
  id: string
  actor: unknown
  plan: unknown
  createdAt: Date
  fenceAt: Date | null
}

/** LINE took the assertion at some instant between the call and the fence, and the token lives as long as it was asked for. */
function toIssue({ id, actor, plan, createdAt, fenceAt }: Row): LostIssue {
  const { purpose, lifeSeconds } = plan as Pick<IssuePlan, 'purpose' | 'lifeSeconds'>
  const fence = fenceAt?.getTime() ?? createdAt.getTime() + fenceMs()
  return {
    ...{ operationId: id, purpose, at: createdAt },
    byName: (actor as { name: string }).name,
    endsFrom: new Date(fence - fenceMs() + lifeSeconds * 1000),
    endsBy: new Date(fence + lifeSeconds * 1000),
  }
}

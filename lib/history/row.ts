import 'server-only'
import { Prisma } from '@/lib/db/generated/client'
import { parseBody } from './body'
import type { EventRow, Outcome } from './schema'

/** What a line of the history is made of. */
export const columns = {
  seq: true,
  at: true,
  name: true,
  outcome: true,
  actorId: true,
  actorName: true,
  channelId: true,
  operationId: true,
  body: true,
} as const
export type StoredRow = Prisma.EventGetPayload<{ select: typeof columns }>

/** The same of an event `e`. */
export const selected = Prisma.raw(
  Object.keys(columns)
    .map((name) => `e."${name}"`)
    .join(', '),
)

/** A line of the history from its stored row. */
export function toRow(row: StoredRow): EventRow {
  const { seq, at, name, outcome, actorId, actorName, channelId, operationId } = row
  const { target = null, detail } = parseBody(row.body)
  return {
    seq: seq.toString(),
    at,
    name,
    outcome: outcome as Outcome,
    actorId,
    actorName,
    channelId,
    operationId,
    proven: typeof detail?.proven === 'boolean' ? detail.proven : null,
    target,
  }
}

import 'server-only'
import type { PrismaClient } from '@/lib/db/generated/client'
import type { Tx } from '@/lib/db/transaction'
import type { Cut } from './schema'

/** Where the history may be cut, with the checkpoint that vouches for what goes. */
export interface FoundCut {
  cut: Cut
  hash: Uint8Array<ArrayBuffer>
  jws: string
}

/** The last checkpoint that left Kagiban and whose event is older than so many days; null where all there is must stay. */
export async function findCut(db: PrismaClient | Tx, days: number): Promise<FoundCut | null> {
  const [row] = await db.$queryRaw<
    { seq: bigint; at: Date; hash: Uint8Array<ArrayBuffer>; jws: string; anchor: bigint }[]
  >`
    WITH anchor AS (SELECT coalesce(max(seq), 0) AS seq FROM "HistoryAnchor")
    SELECT e.seq, e.at, e.hash, c.jws, anchor.seq AS anchor
    FROM anchor, "Checkpoint" c JOIN "Event" e ON e.seq = c.seq
    WHERE c.seq > anchor.seq AND e.at < clock_timestamp() - ${days} * interval '1 day'
      AND EXISTS (SELECT FROM "CheckpointDelivery" d WHERE d.seq = c.seq AND d."deliveredAt" IS NOT NULL)
    ORDER BY c.seq DESC LIMIT 1`
  if (!row) return null
  // No place in the chain is empty.
  const [from, to] = [Number(row.anchor) + 1, Number(row.seq)]
  return { cut: { from, to, count: to - from + 1, at: row.at }, hash: row.hash, jws: row.jws }
}

import 'server-only'
import { createHash } from 'node:crypto'
import { database } from '@/lib/db/client'
import { afterCommit, type Tx, transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { signWithCheckpointKey } from '@/lib/sealing/history-keys'
import { targets } from './targets'
import { deliverSoon } from './wake'
import { NEWS_MS } from './when'

/** Where the history stands: its last event. */
export interface Head {
  seq: bigint
  hash: Uint8Array
}

/** What a checkpoint says: so many events, the last one with this hash, after that earlier checkpoint. Times in seconds. */
export interface CheckpointPayload {
  /** The address of this Kagiban. */
  iss: string
  iat: number
  seq: number
  /** Hex. */
  hash: string
  /** How many events are kept up to here: fewer than `seq` once a prefix was removed. */
  count: number
  /** SHA-256 of the checkpoint before, as it is written, base64url; null for the first. */
  previous: string | null
}

/**
 * Signs where the history stands and keeps it with its way out, for delivery as soon as the transaction is committed. The
 * caller holds the head of the chain, so one stands behind the other.
 */
export async function writeCheckpoint(tx: Tx, { seq, hash }: Head, cause: string): Promise<void> {
  const [before] = await tx.$queryRaw<{ jws: string | null; anchor: bigint | null }[]>`
    SELECT (SELECT jws FROM "Checkpoint" ORDER BY seq DESC LIMIT 1) AS jws, (SELECT max(seq) FROM "HistoryAnchor") AS anchor`
  const now = new Date()
  const payload: CheckpointPayload = {
    iss: env().KAGIBAN_URL,
    iat: Math.floor(now.getTime() / 1000),
    seq: Number(seq),
    hash: Buffer.from(hash).toString('hex'),
    count: Number(seq - (before?.anchor ?? 0n)),
    previous: before?.jws ? createHash('sha256').update(before.jws).digest('base64url') : null,
  }
  const jws = await signWithCheckpointKey('kagiban-checkpoint', payload)
  const names = targets()
  // One statement, for the head of the chain is held meanwhile.
  await tx.$executeRaw`
    WITH made AS (
      INSERT INTO "Checkpoint" (seq, jws, cause, at) VALUES (${seq}, ${jws}, ${cause}, ${now}) RETURNING seq
    )
    INSERT INTO "CheckpointDelivery" (seq, target) SELECT made.seq, unnest(${names}::text[]) FROM made`
  if (names.length > 0) afterCommit(tx, deliverSoon)
}

/** Writes a checkpoint when there is news that has waited for one long enough (5 minutes), and answers whether it did. */
export async function checkpointNews(waitedMs = NEWS_MS): Promise<boolean> {
  const [found] = await database().$queryRaw<{ due: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM "Event" WHERE seq = (SELECT coalesce(max(seq), 0) + 1 FROM "Checkpoint")
      AND at <= clock_timestamp() - ${waitedMs} * interval '1 millisecond'
    ) AS due`
  if (!found?.due) return false
  return transaction(async (tx) => {
    const [head] = await tx.$queryRaw<Head[]>`SELECT seq, hash FROM history_head()`
    if (!head || (await tx.checkpoint.count({ where: { seq: head.seq } })) > 0) return false
    await writeCheckpoint(tx, head, 'news')
    return true
  })
}

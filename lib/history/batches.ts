import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import type { Tx } from '@/lib/db/transaction'
import { findAnchor } from './checkpoints/queries'
import type { EventFilter } from './schema'
import { conditionsOf } from './where'

const BATCH = 1_000

/** An event as it is stored, with its hashes in hex. */
export interface StoredEvent {
  seq: bigint
  previousHash: string
  hash: string
  channelId: string | null
  body: string
}

/** The events a filter means up to a place in the chain, oldest first, a thousand at a time: memory stays flat. */
export async function* eventBatches(actor: Actor, filter: EventFilter, upTo: bigint): AsyncGenerator<StoredEvent[]> {
  demand(actor, 'history.export')
  const asked = await conditionsOf(actor, filter)
  // What was decided to go may not all have gone yet.
  for (let after = BigInt((await findAnchor()).seq); ; ) {
    const rows = await database().$queryRaw<StoredRow[]>`
      SELECT e."seq", e."previousHash", e."hash", e."channelId", e."body" FROM "Event" e
      WHERE ${asked} AND e."seq" > ${after} AND e."seq" <= ${upTo} ORDER BY e."seq" LIMIT ${BATCH}`
    const last = rows.at(-1)
    if (!last) return
    yield rows.map((row) => ({ ...row, previousHash: hex(row.previousHash), hash: hex(row.hash) }))
    if (rows.length < BATCH) return
    after = last.seq
  }
}

/** How many events `eventBatches` will give. */
export async function countEventsUpTo(tx: Tx, actor: Actor, filter: EventFilter, upTo: bigint): Promise<number> {
  const asked = await conditionsOf(actor, filter)
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM "Event" e WHERE ${asked} AND e."seq" <= ${upTo}
    AND e."seq" > coalesce((SELECT max("seq") FROM "HistoryAnchor"), 0)`
  return Number(row?.count ?? 0)
}

type StoredRow = Pick<StoredEvent, 'seq' | 'channelId' | 'body'> & { previousHash: Uint8Array; hash: Uint8Array }

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

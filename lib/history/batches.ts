import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import type { Tx } from '@/lib/db/transaction'
import { findAnchor } from './checkpoints/queries'
import type { EventFilter } from './schema'
import { eventsOf } from './where'

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
  const where = eventsOf(actor, filter)
  // What was decided to go may not all have gone yet.
  for (let after = BigInt((await findAnchor()).seq); ; ) {
    const rows = await database().event.findMany({
      where: { ...where, seq: { gt: after, lte: upTo } },
      orderBy: { seq: 'asc' },
      take: BATCH,
      select: { seq: true, previousHash: true, hash: true, channelId: true, body: true },
    })
    const last = rows.at(-1)
    if (!last) return
    yield rows.map((row) => ({ ...row, previousHash: hex(row.previousHash), hash: hex(row.hash) }))
    if (rows.length < BATCH) return
    after = last.seq
  }
}

/** How many events `eventBatches` will give. */
export async function countEventsUpTo(tx: Tx, actor: Actor, filter: EventFilter, upTo: bigint): Promise<number> {
  const { _max: anchor } = await tx.historyAnchor.aggregate({ _max: { seq: true } })
  return tx.event.count({ where: { ...eventsOf(actor, filter), seq: { gt: anchor.seq ?? 0n, lte: upTo } } })
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

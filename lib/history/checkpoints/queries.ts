import 'server-only'
import { database } from '@/lib/db/client'

const BATCH = 1_000

/** The last event of a prefix that was removed; `seq` 0 while none was. */
export interface Anchor {
  seq: number
  hash: string
  jws: string | null
}

/** What the events that are kept follow. */
export async function findAnchor(): Promise<Anchor> {
  const row = await database().historyAnchor.findFirst({ orderBy: { seq: 'desc' } })
  if (!row) return { seq: 0, hash: '0'.repeat(64), jws: null }
  return { seq: Number(row.seq), hash: Buffer.from(row.hash).toString('hex'), jws: row.jws }
}

/** All checkpoints behind one place and up to another, oldest first, a thousand at a time. */
export async function* checkpointBatches(after: bigint, upTo: bigint): AsyncGenerator<string[]> {
  for (let last = after; ; ) {
    const rows = await database().checkpoint.findMany({
      where: { seq: { gt: last, lte: upTo } },
      orderBy: { seq: 'asc' },
      take: BATCH,
      select: { seq: true, jws: true },
    })
    if (rows.length > 0) yield rows.map(({ jws }) => jws)
    const end = rows.at(-1)
    if (!end || rows.length < BATCH) return
    last = end.seq
  }
}

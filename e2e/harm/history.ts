import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { database } from '@/lib/db/client'

/** Recomputes the chain from its first event, from nothing but the rows; answers the places that do not hold. */
export async function brokenLinks(): Promise<bigint[]> {
  const broken: bigint[] = []
  let hash = Buffer.alloc(32)
  let seq = 0n
  for (;;) {
    const events = await database().event.findMany({ where: { seq: { gt: seq } }, orderBy: { seq: 'asc' }, take: 1000 })
    for (const event of events) {
      const place = Buffer.alloc(8)
      place.writeBigInt64BE(event.seq)
      const again = createHash('sha256')
        .update('kagiban-history-v1\0')
        .update(hash)
        .update(place)
        .update(event.body)
        .digest()
      if (event.seq !== seq + 1n || !again.equals(event.hash)) broken.push(event.seq)
      hash = Buffer.from(event.hash)
      seq = event.seq
    }
    if (events.length === 0) break
  }
  const head = await database().chainHead.findFirst()
  if (head?.seq !== seq || !hash.equals(head.hash)) broken.push(seq + 1n)
  return broken
}

/** Waits until no operation is open any more, at most `withinMs`; answers how many are. */
export async function untilSettled(withinMs: number): Promise<number> {
  const where = { state: { in: ['prepared', 'calling', 'unknown'] } }
  for (const until = Date.now() + withinMs; ; await sleep(300)) {
    const open = await database().operation.count({ where })
    if (open === 0 || Date.now() > until) return open
  }
}

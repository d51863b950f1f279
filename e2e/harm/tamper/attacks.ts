import type { Client } from 'pg'
import { macOf } from '@/lib/sealing/history-keys'
import type { Tamper } from './edits'

/** Changes a body and hashes everything behind it anew, the head of the chain too: what nobody without a key can tell. */
async function rewrite(owner: Client, seq: number, head: number): Promise<void> {
  await owner.query(`UPDATE "Event" SET body = replace(body, 'Purpose ', 'purpose ') WHERE seq = $1`, [seq])
  for (let at = seq; at <= head; at++)
    await owner.query(
      `UPDATE "Event" e SET "previousHash" = p.hash, hash = history_hash(p.hash, e.seq, e.body)
       FROM "Event" p WHERE e.seq = $1 AND p.seq = e.seq - 1`,
      [at],
    )
  await moveHead(owner, head)
}

async function moveHead(owner: Client, seq: number): Promise<void> {
  await owner.query(
    `UPDATE "ChainHead" c SET seq = e.seq, hash = e.hash FROM "Event" e WHERE c.chain = 'history' AND e.seq = $1`,
    [seq],
  )
}

const dropCheckpoints = (owner: Client, from: number) => owner.query(`DELETE FROM "Checkpoint" WHERE seq >= $1`, [from])

async function truncate(owner: Client, seq: number): Promise<void> {
  for (const table of ['Event', 'EventMac', 'Checkpoint'])
    await owner.query(`DELETE FROM "${table}" WHERE seq > $1`, [seq])
  await moveHead(owner, seq)
}

const rewriteEarly: Tamper = async (owner, { delivered, head }, random) => {
  const seq = random.whole(2, delivered)
  await rewrite(owner, seq, head)
  await dropCheckpoints(owner, seq)
}

/** What whoever administers the database can do, and with Kagiban's key for keyed hashes as well. */
export const ATTACKS: Record<string, Tamper> = {
  'edit, hash anew to the end, drop later checkpoints': rewriteEarly,
  'the same behind the last checkpoint': async (owner, { kept, head }, random) =>
    rewrite(owner, random.whole(kept + 1, head), head),
  'the first with the key for keyed hashes': async (owner, marks, random) => {
    await rewriteEarly(owner, marks, random)
    const { rows } = await owner.query<{ seq: string; hash: Buffer }>(`SELECT seq, hash FROM "Event"`)
    for (const { seq, hash } of rows)
      await owner.query(`UPDATE "EventMac" SET mac = $2 WHERE seq = $1`, [seq, Buffer.from(macOf(hash).mac)])
  },
  'cut off the end, a delivered checkpoint with it': async (owner, { first, delivered }, random) =>
    truncate(owner, random.whole(first, delivered - 1)),
  'cut off the end behind the last delivered checkpoint': async (owner, { delivered, head }, random) =>
    truncate(owner, random.whole(delivered, head - 1)),
}

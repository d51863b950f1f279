import 'server-only'
import { localChange } from '@/lib/change'
import { database } from '@/lib/db/client'
import type { PrismaClient } from '@/lib/db/generated/client'
import type { Tx } from '@/lib/db/transaction'
import { Refusal } from '@/lib/errors'
import { activateHistoryKeys } from '@/lib/sealing/adopt-keys'
import { macOf } from '@/lib/sealing/history-keys'
import { BEFORE_THE_FIRST, followChain } from '@/lib/verifying/verify-history.mjs'
import { type Head, holdHead } from './head'
import { adoptInput } from './schema'

const BATCH = 2_000

/** Checks every event there is and gives each its keyed hash, in batches; answers the last one. Done again, it finds most of it done. */
export function vouchForAll(onProgress: (done: number) => void = () => {}): Promise<Head> {
  return vouchFrom(database(), { seq: 0, hash: BEFORE_THE_FIRST }, onProgress)
}

/**
 * Takes over a history that was written before its keys existed: what came since `vouchForAll` gets its keyed hash, too,
 * and from now on the keys are in use.
 */
export const adoptHistory = localChange('history.adopt', {
  input: adoptInput,

  async prepare(tx, _actor, { by, ...checked }) {
    const head = await holdHead(tx)
    const last = await vouchFrom(tx, checked)
    if (last.seq !== head.seq || last.hash !== head.hash) throw broken(`its end, event ${head.seq}, is not there`)
    await activateHistoryKeys(tx)
    return {
      subject: {
        target: { type: 'history', id: String(head.seq), label: `1–${head.seq}` },
        detail: { count: head.seq, by },
      },
      result: { count: head.seq },
    }
  },
})

async function vouchFrom(db: PrismaClient | Tx, after: Head, onProgress: (done: number) => void = () => {}) {
  const next = followChain({ after })
  for (let last = after; ; ) {
    const rows = await db.event.findMany({
      where: { seq: { gt: last.seq } },
      orderBy: { seq: 'asc' },
      take: BATCH,
      select: { seq: true, previousHash: true, hash: true, body: true },
    })
    for (const row of rows) {
      const event = { ...row, seq: Number(row.seq), previousHash: hex(row.previousHash), hash: hex(row.hash) }
      const problem = next(event)
      if (problem) throw broken(problem.text)
      last = { seq: event.seq, hash: event.hash }
    }
    if (rows.length === 0) return last
    const macs = rows.map(({ hash }) => macOf(hash))
    await db.$executeRaw`
      INSERT INTO "EventMac" (seq, "keyId", mac)
      SELECT * FROM unnest(${rows.map(({ seq }) => seq)}::bigint[], ${macs.map(({ keyId }) => keyId)}::text[],
        ${macs.map(({ mac }) => Buffer.from(mac))}::bytea[])
      ON CONFLICT DO NOTHING`
    onProgress(last.seq)
  }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const broken = (problem: string) => new Refusal('conflict', 'historyNotWhole', { values: { problem } })

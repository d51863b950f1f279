import 'server-only'
import type { Tx } from '@/lib/db/transaction'

/** The last event of all. */
export interface Head {
  seq: number
  hash: string
}

/** Where the history ends, held until the transaction does: of a hold and a removal at the same time, one sees the other. */
export async function holdHead(tx: Tx): Promise<Head> {
  const [row] = await tx.$queryRaw<{ seq: bigint; hash: Uint8Array }[]>`SELECT seq, hash FROM history_head()`
  if (!row) throw new Error('the history has no head')
  return { seq: Number(row.seq), hash: Buffer.from(row.hash).toString('hex') }
}

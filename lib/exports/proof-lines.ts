import 'server-only'
import { env } from '@/lib/env'
import { checkpointBatches, findAnchor } from '@/lib/history/checkpoints/queries'
import { checkpointKeys } from '@/lib/sealing/history-keys'
import type { ExportPlan } from './schema'

/**
 * What stands in a JSONL export before its events, so that it can be verified by itself: a line that says what it is, by
 * which keys checkpoints are signed and what the first event follows, then every checkpoint up to the last event.
 */
export async function* proofLines({ filter, upTo, whole }: ExportPlan): AsyncGenerator<string> {
  const anchor = await findAnchor()
  const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
  const head = {
    ...{ kagiban: 'history', version: 1, address: env().KAGIBAN_URL, madeAt: new Date().toISOString() },
    ...{ whole, upTo: Number(upTo), filter: asked },
    after: anchor.seq > 0 ? anchor : undefined,
    keys: checkpointKeys(),
  }
  yield `${JSON.stringify(head)}\n`
  for await (const batch of checkpointBatches(BigInt(anchor.seq), upTo))
    yield batch.map((jws) => `${JSON.stringify({ checkpoint: jws })}\n`).join('')
}

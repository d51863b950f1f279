import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import { fenceMs, inMs } from '@/lib/operations/clock'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long is waited before the next try after so many, in ms of production: 1 min, 2, 4 … and then every hour. */
export function backOffMs(tries: number): number {
  return Math.min(HOUR_MS, 2 ** Math.min(tries, 10) * MINUTE_MS)
}

/** After so many tries a day has been tried for. */
export const MOST_TRIES = triesWithin(DAY_MS)

function triesWithin(ms: number): number {
  let tries = 0
  for (let waited = backOffMs(0); waited <= ms; waited += backOffMs(tries)) tries++
  return tries
}

/** When proof is looked for next; the sandbox's clock runs as much faster as its fence is shorter. */
export const nextProof = (tries: number) => inMs((backOffMs(tries) * fenceMs()) / MINUTE_MS)

/** Counts a try before it is made: a process that dies in the middle has made it. False when somebody else made it. */
export async function claimTry(
  tx: Tx,
  { id, nextProofAt, proofTries }: { id: string; nextProofAt: Date | null; proofTries: number },
): Promise<boolean> {
  const tries = proofTries + 1
  const { count } = await tx.token.updateMany({
    where: { id, state: 'revoking', nextProofAt },
    data: { proofTries: tries, nextProofAt: nextProof(tries) },
  })
  return count === 1
}

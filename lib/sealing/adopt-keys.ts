import 'server-only'
import { database } from '@/lib/db/client'
import { type Tx, transaction } from '@/lib/db/transaction'
import { StartRefused } from '@/lib/errors'
import { makeRingKey, type RingKeyRow, unwrapKeyring } from './keyring'
import { readRootKey } from './root-keys/read-root-key'
import { holdKeyring } from './seal'

/** Those a history needs that was written before Kagiban had them. */
const PURPOSES = ['history', 'checkpoint'] as const
// Not in use yet: until every event has its keyed hash, Kagiban does not start.
const WAITING = 'decrypt-only'

const isOfHistory = ({ purpose }: { purpose: string }) => PURPOSES.some((each) => each === purpose)

/**
 * Makes the keys of the history, or finds those made by a taking over that did not end, and opens the key ring with them.
 * Throws `StartRefused` where they are in use, or where something was made with keys that are gone: new ones would cover
 * that up.
 */
export async function openKeyringToAdopt(): Promise<void> {
  const root = await readRootKey(false)
  const made = await Promise.all(PURPOSES.map((purpose) => makeRingKey(root, purpose)))
  await transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE "SealingKey" IN EXCLUSIVE MODE`
    const present = (await tx.sealingKey.findMany({ select: { purpose: true, state: true } })).filter(isOfHistory)
    if (present.some(({ state }) => state === 'active'))
      throw new StartRefused('The keys of this history are in use: there is nothing to take over.')
    if (present.length > 0) return
    if ((await tx.event.count({ take: 1 })) === 0)
      throw new StartRefused('The history is empty: there is nothing to take over. Start Kagiban.')
    if ((await tx.eventMac.count({ take: 1 })) + (await tx.checkpoint.count({ take: 1 })) > 0)
      throw new StartRefused(
        'This history was kept with keys that the key ring does not hold any more. Restore the SealingKey table.',
      )
    await tx.sealingKey.createMany({ data: made.map((row) => ({ ...row, state: WAITING })) })
  })
  const rows: RingKeyRow[] = await database().sealingKey.findMany()
  holdKeyring(
    await unwrapKeyring(
      root,
      rows.map((row) => (isOfHistory(row) ? { ...row, state: 'active' } : row)),
    ),
  )
}

/** Puts those keys to use, together with what else the transaction does. */
export async function activateHistoryKeys(tx: Tx): Promise<void> {
  await tx.sealingKey.updateMany({
    where: { purpose: { in: [...PURPOSES] }, state: WAITING },
    data: { state: 'active' },
  })
}

/** True while a taking over was begun and has not ended. */
export function isAdoptionUnfinished(rows: readonly { purpose: string; state: string }[]): boolean {
  return PURPOSES.every(
    (purpose) =>
      rows.some((row) => row.purpose === purpose && row.state === WAITING) &&
      !rows.some((row) => row.purpose === purpose && row.state === 'active'),
  )
}

import 'server-only'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { StartRefused } from '@/lib/errors'
import { isAdoptionUnfinished } from './adopt-keys'
import { makeRingKey, RING_PURPOSES, unwrapKeyring } from './keyring'
import { readRootKey } from './root-keys/read-root-key'
import type { RootKey } from './root-keys/root-key'
import { holdKeyring } from './seal'

/**
 * Opens the key ring at start. A key of the ring is made only while nothing was made with one: sealing keys while nothing
 * is sealed, those of the history while it is empty. Throws `StartRefused` when the root key is missing or wrong, or
 * something was made with a key the ring does not hold.
 */
export async function openKeyring(): Promise<void> {
  const sealedWith = await keysInUse()
  const ringIsEmpty = (await database().sealingKey.count()) === 0
  if (ringIsEmpty && sealedWith.length > 0)
    throw new StartRefused(
      `The database holds values sealed with ${sealedWith.join(', ')}, but its key ring is empty. Restore the SealingKey table.`,
    )
  const root = await readRootKey(ringIsEmpty)
  await completeKeyring(root)
  const rows = await database().sealingKey.findMany()
  if (isAdoptionUnfinished(rows))
    throw new StartRefused('Taking over the history was begun and has not ended. Run: kagiban history adopt')
  const keyring = await unwrapKeyring(root, rows)
  const missing = sealedWith.filter((id) => !keyring.data.has(id))
  if (missing.length > 0)
    throw new StartRefused(
      `Values are sealed with ${missing.join(', ')}, which the key ring does not hold. Restore it.`,
    )
  holdKeyring(keyring)
}

async function completeKeyring(root: RootKey): Promise<void> {
  const held = await database().sealingKey.findMany({ select: { purpose: true } })
  const lacking = missingFrom(new Set(held.map(({ purpose }) => purpose)))
  if (lacking.length === 0) return
  const rows = await Promise.all(lacking.map((purpose) => makeRingKey(root, purpose)))
  await transaction(async (tx) => {
    // Two instances may start on an empty database together; the second finds the first one's ring.
    await tx.$executeRaw`LOCK TABLE "SealingKey" IN EXCLUSIVE MODE`
    const found = await tx.sealingKey.findMany({ select: { purpose: true } })
    const still = missingFrom(new Set(found.map(({ purpose }) => purpose)))
    const ofHistory = still.filter((purpose) => purpose === 'history' || purpose === 'checkpoint')
    // Made anew, a key of the history would vouch for whatever stands there now.
    if (ofHistory.length > 0 && (await tx.chainHead.count({ where: { seq: { gt: 0 } } })) > 0)
      throw new StartRefused(
        `The history has events, but the key ring has no ${ofHistory.join(' and no ')} key. Restore the SealingKey table; if this is the first start after an update, run: kagiban history adopt`,
      )
    await tx.sealingKey.createMany({ data: rows.filter(({ purpose }) => still.some((each) => each === purpose)) })
  })
}

const missingFrom = (present: ReadonlySet<string>) => RING_PURPOSES.filter((purpose) => !present.has(purpose))

/** The ids of all ring keys that some row is sealed with. */
async function keysInUse(): Promise<string[]> {
  const found = await database().$queryRaw<{ id: string }[]>`
    SELECT "sealingKeyId" AS id FROM "ChannelSecret" UNION SELECT "sealingKeyId" FROM "SigningKey"
    UNION SELECT "sealingKeyId" FROM "Token" UNION SELECT "sealingKeyId" FROM "Session" WHERE "revokedAt" IS NULL`
  return found.flatMap((row) => (row.id ? [row.id] : [])).sort()
}

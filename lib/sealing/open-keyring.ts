import 'server-only'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { StartRefused } from '@/lib/errors'
import { makeRingKey, unwrapKeyring } from './keyring'
import { readRootKey } from './root-keys/read-root-key'
import { holdKeyring } from './seal'

/**
 * Opens the key ring at start. An empty ring is made only while nothing in the database is sealed; throws
 * `StartRefused` when the root key is missing or wrong, or a row names a key the ring does not hold.
 */
export async function openKeyring(): Promise<void> {
  const sealedWith = await keysInUse()
  const ringIsEmpty = (await database().sealingKey.count()) === 0
  if (ringIsEmpty && sealedWith.length > 0)
    throw new StartRefused(
      `The database holds values sealed with ${sealedWith.join(', ')}, but its key ring is empty. Restore the SealingKey table.`,
    )
  const root = await readRootKey(ringIsEmpty)
  if (ringIsEmpty) await makeKeyring(root)
  const rows = await database().sealingKey.findMany()
  const keyring = await unwrapKeyring(root, rows)
  const missing = sealedWith.filter((id) => !keyring.data.has(id))
  if (missing.length > 0)
    throw new StartRefused(
      `Values are sealed with ${missing.join(', ')}, which the key ring does not hold. Restore it.`,
    )
  holdKeyring(keyring)
}

async function makeKeyring(root: Parameters<typeof makeRingKey>[0]): Promise<void> {
  const rows = [await makeRingKey(root, 'data'), await makeRingKey(root, 'fingerprint')]
  await transaction(async (tx) => {
    // Two instances may start on an empty database together; the second finds the first one's ring.
    await tx.$executeRaw`LOCK TABLE "SealingKey" IN EXCLUSIVE MODE`
    if ((await tx.sealingKey.count()) === 0) await tx.sealingKey.createMany({ data: rows })
  })
}

/** The ids of all ring keys that some row is sealed with. */
async function keysInUse(): Promise<string[]> {
  const found = await database().$queryRaw<{ id: string }[]>`
    SELECT "sealingKeyId" AS id FROM "ChannelSecret" UNION SELECT "sealingKeyId" FROM "SigningKey"
    UNION SELECT "sealingKeyId" FROM "Token" UNION SELECT "sealingKeyId" FROM "Session" WHERE "revokedAt" IS NULL`
  return found.flatMap((row) => (row.id ? [row.id] : [])).sort()
}

import 'server-only'
import { database } from '@/lib/db/client'
import { open } from '@/lib/sealing/seal'
import type { Secret } from '@/lib/sealing/secret'

/** Where an answer of LINE's that could not be read belongs. */
export const quarantineContext = (operationId: string) => ({
  ...{ table: 'Operation', column: 'quarantine' },
  id: operationId,
})

/** The answer of LINE's that could not be read when this operation called, or null; a token may be in it. */
export async function openQuarantine(operationId: string): Promise<Secret | null> {
  const row = await database().operation.findUnique({
    where: { id: operationId },
    select: { id: true, quarantine: true, quarantineKeyId: true },
  })
  if (!row?.quarantine || !row.quarantineKeyId) return null
  return open(quarantineContext(row.id), { jwe: row.quarantine, keyId: row.quarantineKeyId })
}

/** The longest a token LINE issues may live, 30 days, and one more. */
const KEPT_MS = 31 * 24 * 3600 * 1000

/** Forgets the answers in which no token can be alive any more. */
export async function dropOldQuarantine(): Promise<void> {
  await database().operation.updateMany({
    where: { quarantineKeyId: { not: null }, createdAt: { lt: new Date(Date.now() - KEPT_MS) } },
    data: { quarantine: null, quarantineKeyId: null },
  })
}

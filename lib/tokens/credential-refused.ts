import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import type { Json } from '@/lib/history/event'

const OF_KEY = new Set(['lineSigningKeyUnknown', 'lineSigningKeyForeign', 'lineAssertionRefused'])

/** Remembers that LINE refused the channel secret or the signing key on file, so that every page can say so. */
export async function noteRefusedCredential(tx: Tx, channelId: string | undefined, evidence: Json): Promise<void> {
  const reason =
    typeof evidence === 'object' && evidence !== null && !Array.isArray(evidence) ? evidence.reason : undefined
  if (!channelId || typeof reason !== 'string') return
  const refusedAt = new Date()
  if (reason === 'lineClientSecretInvalid')
    await tx.channelSecret.updateMany({ where: { channelId, retiredAt: null }, data: { refusedAt } })
  if (OF_KEY.has(reason)) await tx.signingKey.updateMany({ where: { channelId, state: 'active' }, data: { refusedAt } })
}

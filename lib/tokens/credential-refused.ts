import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import type { Json } from '@/lib/history/event'
import { fenceMs } from '@/lib/operations/clock'
import type { OperationRecord } from '@/lib/operations/operation'

const OF_KEY = new Set(['lineSigningKeyUnknown', 'lineSigningKeyForeign', 'lineAssertionRefused'])

/** Remembers that LINE refused the channel secret or the signing key on file, so that every page can say so. */
export async function noteRefusedCredential(
  tx: Tx,
  { plan, fenceAt }: Pick<OperationRecord<{ subject: { channelId?: string } }>, 'plan' | 'fenceAt'>,
  evidence: Json,
): Promise<void> {
  const { channelId } = plan.subject
  const reason =
    typeof evidence === 'object' && evidence !== null && !Array.isArray(evidence) ? evidence.reason : undefined
  if (!channelId || typeof reason !== 'string') return
  const refusedAt = new Date()
  // One that was proven since the call began is another one than LINE was asked with.
  const provenAt = { lt: fenceAt ? new Date(fenceAt.getTime() - fenceMs()) : refusedAt }
  if (reason === 'lineClientSecretInvalid')
    await tx.channelSecret.updateMany({ where: { channelId, retiredAt: null, provenAt }, data: { refusedAt } })
  if (OF_KEY.has(reason))
    await tx.signingKey.updateMany({ where: { channelId, state: 'active', provenAt }, data: { refusedAt } })
}

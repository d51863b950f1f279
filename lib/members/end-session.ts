import 'server-only'
import type { Tx } from '@/lib/db/transaction'

/**
 * Ends a session within a change, and forgets its ID token, which serves nothing any more. Nothing happens when it does
 * not exist or has ended already.
 */
export async function endSession(tx: Tx, sessionId: string, now: Date): Promise<void> {
  await tx.session.updateMany({
    where: { id: sessionId, revokedAt: null },
    data: { revokedAt: now, sealedIdToken: null, sealingKeyId: null },
  })
}

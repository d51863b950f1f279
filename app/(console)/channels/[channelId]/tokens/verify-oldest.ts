import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { isRefusal } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { perform } from '@/lib/perform'
import type { VerdictView } from '@/lib/tokens/schema'
import { verifyToken } from '@/lib/tokens/verify'

/**
 * Asks LINE about the short-lived token it may have ended for a 31st one: it does so without a word, and one issued
 * elsewhere may have been older, so only asking tells. Null when that could not be asked; the new token is safe by then.
 */
export async function verifyOldest(
  actor: Actor,
  oldest: { channelId: string; tokenId: string },
): Promise<VerdictView['verdict'] | null> {
  try {
    return (await perform(actor, verifyToken, oldest)).result.verdict
  } catch (error) {
    if (!isRefusal(error)) log('error', 'issue.oldest_unasked', faultFields(error))
    return null
  }
}

import 'server-only'
import type { Actor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'

const MINUTE_MS = 60_000

/**
 * Refuses a person who has begun as many issues within a minute as they may, and says after how many seconds they may
 * again: LINE may restrict whoever issues in masses, and counts what it does not tell.
 */
export async function refuseTooMany(tx: Tx, actor: Actor): Promise<void> {
  if (actor.kind !== 'person') return
  // One after the other, or those that begin at once would not see each other; held until the intent is written.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`token.issue ${actor.id}`}, 0))`
  const limit = env().KAGIBAN_ISSUES_PER_MINUTE
  const [first] = await tx.$queryRaw<{ createdAt: Date }[]>`
    SELECT "createdAt" FROM "Operation"
    WHERE change = 'token.issue' AND "createdAt" > ${new Date(Date.now() - MINUTE_MS)} AND actor->>'id' = ${actor.id}
    ORDER BY "createdAt" DESC OFFSET ${limit - 1} LIMIT 1`
  if (!first) return
  const seconds = Math.max(1, Math.ceil((first.createdAt.getTime() + MINUTE_MS - Date.now()) / 1000))
  throw new Refusal('busy', 'tooManyIssues', { values: { limit, seconds } })
}

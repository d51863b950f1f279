import 'server-only'
import { Prisma } from '@/lib/db/generated/client'

/**
 * True of an item `i` whose token `t` was issued and works, and whose value nobody is known to have taken: it is in the
 * page that asked for it, or nowhere. Also of one whose answer nobody saw at first, and whose token was recovered from it.
 */
export const isUntaken = Prisma.sql`
  i."tokenId" IS NULL AND i."endedAt" IS NOT NULL AND (i.result ? 'taken') IS NOT TRUE
  AND t.state <> 'gone' AND (t."expiresAt" IS NULL OR t."expiresAt" > now())`

/** The token of an item: the one it was done to, or the one it issued, which its operation names where the item does not. */
export const itemToken = Prisma.sql`
  LEFT JOIN "Operation" issue ON i."tokenId" IS NULL AND i.result IS NULL AND issue.change = 'token.issue'
    AND issue."idempotencyKey" = i.submission::text
  LEFT JOIN "Token" t ON t.id = COALESCE(i."tokenId", (i.result->>'tokenId')::uuid, (issue.plan->>'tokenId')::uuid)`

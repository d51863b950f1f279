import 'server-only'
import { Prisma } from '@/lib/db/generated/client'

/**
 * True of an item `i` whose token `t` was issued and works, and whose value nobody is known to have taken: it is in the
 * page that asked for it, or nowhere.
 */
export const isUntaken = Prisma.sql`
  i."tokenId" IS NULL AND i.state = 'done' AND i.result ? 'tokenId' AND NOT i.result ? 'taken'
  AND t.state <> 'gone' AND (t."expiresAt" IS NULL OR t."expiresAt" > now())`

/** The token of an item: the one it was done to, or the one it issued. */
export const itemToken = Prisma.sql`
  LEFT JOIN "Token" t ON t.id = COALESCE(i."tokenId", (i.result->>'tokenId')::uuid)`

import 'server-only'
import { Prisma } from '@/lib/db/generated/client'

/** LINE's tokens live 30 days at most; what was settled before that is over. */
const LONGEST = Prisma.sql`interval '31 days'`

/**
 * Operations whose outcome nobody knows yet, and those settled as a token that may exist and that nobody holds. A lost
 * one is over when its key ID has left LINE's list, too.
 */
export const ofOperations = (now: Date) => Prisma.sql`
  SELECT kind, "channelId", count(*)::int AS count, min(at) AS at, max(until) AS until,
    CASE count(*) WHEN 1 THEN min("targetId") END AS "targetId", CASE count(*) WHEN 1 THEN min(change) END AS label,
    CASE count(*) WHEN 1 THEN min(token) END AS note, NULL AS owner
  FROM (
    SELECT 'unknown' AS kind, o."channelId", o.change, o.kind AS token, o."createdAt" AS at, NULL::timestamptz AS until,
      CASE o.change WHEN 'token.revoke' THEN COALESCE(o.plan->>'tokenId', ${lastEvent}) ELSE ${lastEvent} END AS "targetId"
    FROM "Operation" o WHERE o.state = 'unknown'
    UNION ALL
    SELECT 'unexplained', o."channelId", o.change, o.kind, o."createdAt", ${untilOf}, ${lastEvent}
    FROM "Operation" o
    WHERE o.state IN ('lost', 'uncertain') AND o."leaseUntil" > ${now}::timestamptz - ${LONGEST} AND ${untilOf} > ${now}
      AND (o.state = 'uncertain' OR EXISTS (
        SELECT 1 FROM "KeyIdSighting" s
        WHERE s."channelId" = o."channelId" AND s."operationId" = o.id AND s."goneAt" IS NULL
          AND s.standing = 'lost'))
  ) operations
  GROUP BY kind, "channelId"`

const lastEvent = Prisma.sql`(SELECT max(e.seq)::text FROM "Event" e WHERE e."operationId" = o.id)`
const untilOf = Prisma.sql`COALESCE(o.ending->>'expiresBy', o.ending->>'mayExistUntil')::timestamptz`

import 'server-only'
import { Prisma } from '@/lib/db/generated/client'
import { SHORT_LIVED_SECONDS } from '../schema'
import { NEARLY_FULL } from './schema'

/**
 * Key IDs LINE lists that no token of ours and no lost issue explains, which explains one at most, and channels that have used up most of LINE's 30
 * places: v2.1 by LINE's list, short-lived as far as they are known here, uncertain ones too.
 */
export const ofSlots = (now: Date) => Prisma.sql`
  SELECT 'drift' AS kind, s."channelId", count(*)::int AS count, min(s."firstSeenAt") AS at,
    max(s."firstSeenAt") + interval '30 days' AS until, NULL AS "targetId", NULL AS label, NULL AS note, NULL AS owner
  FROM "KeyIdSighting" s
  WHERE s."goneAt" IS NULL AND s.standing <> 'ours' AND NOT EXISTS (
    SELECT 1 FROM "Operation" o WHERE o.id = s."operationId" AND o.state = 'lost' AND NOT EXISTS (
      SELECT 1 FROM "KeyIdSighting" other
      WHERE other."channelId" = s."channelId" AND other."operationId" = o.id AND other.standing = 'lost'
        AND other."goneAt" IS NULL AND other."keyId" < s."keyId"))
  GROUP BY s."channelId"
  UNION ALL
  SELECT 'slots', "channelId", taken, NULL, NULL, NULL, NULL, NULL, NULL
  FROM (
    SELECT "channelId" FROM "KeyIdSighting" WHERE "goneAt" IS NULL GROUP BY "channelId" HAVING count(*) >= ${NEARLY_FULL}
  ) listed
  -- Only these few are counted once more, without what has expired since the list was read.
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS taken
    FROM "KeyIdSighting" s LEFT JOIN "Token" t ON t."channelId" = s."channelId" AND t."keyId" = s."keyId"
    WHERE s."channelId" = listed."channelId" AND s."goneAt" IS NULL
      AND (t."expiresAt" IS NULL OR t."expiresAt" > ${now})
  ) counted
  WHERE taken >= ${NEARLY_FULL}
  UNION ALL
  SELECT 'shortLived', "channelId", count(*)::int, NULL, NULL, NULL, NULL, NULL, NULL
  FROM (
    SELECT "channelId" FROM "Token" WHERE kind = 'short-lived' AND state <> 'gone' AND "expiresAt" > ${now}
    UNION ALL
    SELECT "channelId" FROM "Operation"
    WHERE change = 'token.issue' AND kind = 'short-lived' AND state IN ('unknown', 'uncertain')
      AND "fenceAt" > ${new Date(now.getTime() - SHORT_LIVED_SECONDS * 1000)}
  ) known
  GROUP BY "channelId" HAVING count(*) >= ${NEARLY_FULL}`

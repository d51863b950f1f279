import 'server-only'
import { CHANNEL_TYPES, takesV21 } from '@/lib/channels/schema'
import { Prisma } from '@/lib/db/generated/client'
import { CLOCK_LIMIT_MS } from './schema'

const withV21 = CHANNEL_TYPES.filter(takesV21)

/**
 * Credentials LINE refused or that are missing, and LINE's clock. There is one clock, so only the newest check counts,
 * whichever channel it was made for.
 */
export const ofCredentials = Prisma.sql`
  SELECT 'secretRefused' AS kind, s."channelId", 1 AS count, s."refusedAt" AS at, NULL::timestamptz AS until,
    NULL AS "targetId", NULL AS label, NULL AS note, NULL AS owner
  FROM "ChannelSecret" s
  WHERE s."retiredAt" IS NULL AND s."refusedAt" IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM "ChannelSecret" n
    WHERE n."channelId" = s."channelId" AND n."retiredAt" IS NULL AND n."createdAt" > s."createdAt")
  UNION ALL
  SELECT 'keyRefused', k."channelId", 1, k."refusedAt", NULL, NULL, k.kid, NULL, NULL
  FROM "SigningKey" k WHERE k.state = 'active' AND k."refusedAt" IS NOT NULL
  UNION ALL
  SELECT 'secretMissing', c.id, 1, c."createdAt", NULL, NULL, NULL, NULL, NULL
  FROM "Channel" c
  WHERE NOT EXISTS (SELECT 1 FROM "ChannelSecret" s WHERE s."channelId" = c.id AND s."retiredAt" IS NULL)
  UNION ALL
  SELECT 'noKey', c.id, 1, c."createdAt", NULL, NULL, NULL,
    (SELECT 'waiting' FROM "SigningKey" k WHERE k."channelId" = c.id AND k.state = 'generated' LIMIT 1), NULL
  FROM "Channel" c
  WHERE c.type = ANY(${withV21}::text[])
    AND NOT EXISTS (SELECT 1 FROM "SigningKey" k WHERE k."channelId" = c.id AND k.state = 'active')
  UNION ALL
  SELECT 'clock', id, 1, "checkedAt", NULL, NULL, NULL, "clockOffsetMs"::text, NULL
  FROM (
    SELECT id, "checkedAt", "clockOffsetMs" FROM "Channel"
    WHERE "checkedAt" IS NOT NULL AND "clockOffsetMs" IS NOT NULL AND "archivedAt" IS NULL ORDER BY "checkedAt" DESC LIMIT 1
  ) newest
  WHERE abs("clockOffsetMs") > ${CLOCK_LIMIT_MS}`

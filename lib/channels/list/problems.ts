import 'server-only'
import { Prisma } from '@/lib/db/generated/client'
import { CHANNEL_TYPES, NEARLY_FULL, type Problem, takesV21 } from '../schema'

/**
 * Which rows `x` of a table count: those of the channel `c` of the query around it, or all. What is asked of one channel
 * and what the whole list is filtered by are so the same words.
 */
export type Only = Prisma.Sql
export const ofThisChannel: Only = Prisma.sql`x."channelId" = c.id`
export const ofAll: Only = Prisma.sql`TRUE`

// A stateless token is made to end after 15 minutes and takes no slot, so no channel is judged by one.
const lasting = (token: string) => Prisma.sql`${Prisma.raw(token)}.kind <> 'stateless'`

function alive(token: string, now: Date): Prisma.Sql {
  const t = Prisma.raw(token)
  return Prisma.sql`${t}.state <> 'gone' AND (${t}."expiresAt" IS NULL OR ${t}."expiresAt" > ${now})`
}

/** `channelId, taken`: key IDs LINE listed last; one of ours frees its slot by expiring, whether or not it was read since. */
export const slotsTaken = (only: Only, now: Date) => Prisma.sql`
  SELECT x."channelId", count(*)::int AS taken
  FROM "KeyIdSighting" x
  WHERE ${only} AND x."goneAt" IS NULL AND NOT EXISTS (
    SELECT 1 FROM "Token" t
    WHERE t."channelId" = x."channelId" AND t."keyId" = x."keyId" AND t."expiresAt" <= ${now}
  )
  GROUP BY x."channelId"`

/** `channelId, at`: when the next token of ours expires, stateless ones aside. */
export const nextExpiry = (only: Only, now: Date) => Prisma.sql`
  SELECT x."channelId", min(x."expiresAt") AS at
  FROM "Token" x WHERE ${only} AND ${lasting('x')} AND x.state <> 'gone' AND x."expiresAt" > ${now}
  GROUP BY x."channelId"`

/** `channelId, at`: when the last token ended, where it ended by expiring, not by a revoke, and none is left. */
export const ranDry = (only: Only, now: Date) => Prisma.sql`
  SELECT x."channelId", ended.at
  FROM (SELECT id AS "channelId" FROM "Channel") x CROSS JOIN LATERAL (
    SELECT max(t."expiresAt") FILTER (WHERE t."expiresAt" <= COALESCE(t."goneAt", ${now})) AS at,
      max(t."goneAt") FILTER (WHERE t."expiresAt" > t."goneAt" OR t."expiresAt" IS NULL) AS "cutAt"
    FROM "Token" t WHERE t."channelId" = x."channelId" AND ${lasting('t')}
  ) ended
  WHERE ${only} AND ended.at > COALESCE(ended."cutAt", '-infinity') AND NOT EXISTS (
    SELECT 1 FROM "Token" t WHERE t."channelId" = x."channelId" AND ${lasting('t')} AND ${alive('t', now)}
  )`

const v21Types = Prisma.join(CHANNEL_TYPES.filter(takesV21))

/** For each problem a query of the `channelId` of the channels that have it, as they are at `now`. */
export const PROBLEM_QUERIES: Record<Problem, (only: Only, now: Date) => Prisma.Sql> = {
  incident: (only) => Prisma.sql`
    SELECT x."channelId" FROM "IncidentChannel" x JOIN "Incident" i ON i.id = x."incidentId"
    WHERE ${only} AND i."closedAt" IS NULL`,
  unknown: (only) => Prisma.sql`
    SELECT x."channelId" FROM "Operation" x
    WHERE ${only} AND x.state = 'unknown' AND x."channelId" IS NOT NULL`,
  unproven: (only, now) => Prisma.sql`
    SELECT x."channelId" FROM "Token" x WHERE ${only} AND x.state = 'revoking' AND ${alive('x', now)}`,
  refused: (only) => Prisma.sql`
    SELECT x."channelId" FROM (
      SELECT "channelId" FROM "ChannelSecret" WHERE "retiredAt" IS NULL AND "refusedAt" IS NOT NULL
      UNION ALL SELECT "channelId" FROM "SigningKey" WHERE state = 'active' AND "refusedAt" IS NOT NULL
    ) x WHERE ${only}`,
  drift: (only) => Prisma.sql`
    SELECT x."channelId" FROM "KeyIdSighting" x WHERE ${only} AND x."goneAt" IS NULL AND x.standing <> 'ours'`,
  expired: (only, now) => Prisma.sql`SELECT "channelId" FROM (${ranDry(only, now)}) dry`,
  // The rule of a token's own badge: less than a day, or less than a tenth of its life.
  soon: (only, now) => Prisma.sql`
    SELECT x."channelId" FROM "Token" x
    WHERE ${only} AND ${lasting('x')} AND x.state = 'live' AND x."expiresAt" > ${now}
      AND x."expiresAt" - ${now} < GREATEST(interval '1 day', (x."expiresAt" - x."issuedAt") / 10)`,
  nearlyFull: (only, now) => Prisma.sql`
    SELECT "channelId" FROM (${slotsTaken(only, now)}) slots WHERE taken >= ${NEARLY_FULL}`,
  noKey: (only) => Prisma.sql`
    SELECT x."channelId" FROM (SELECT id AS "channelId", type FROM "Channel") x
    WHERE ${only} AND x.type IN (${v21Types})
      AND NOT EXISTS (SELECT 1 FROM "SigningKey" k WHERE k."channelId" = x."channelId" AND k.state = 'active')`,
  frozen: (only) => Prisma.sql`
    SELECT x."channelId" FROM (SELECT id AS "channelId", "frozenAt" FROM "Channel") x
    WHERE ${only} AND x."frozenAt" IS NOT NULL`,
}

import 'server-only'
import { Prisma } from '@/lib/db/generated/client'
import { EXPIRED_DAYS } from './schema'

/** A tenth of the longest life LINE gives but to long-lived tokens: no other expires soon with more than this left. */
const LONGEST_SOON = Prisma.sql`interval '3 days'`

/**
 * Tokens of ours that need someone: a revoke without proof, one LINE refused though it should live, one that expired or
 * will soon and has no other of its purpose. Stateless ones are too short-lived to be missed.
 */
export const ofTokens = (now: Date) => Prisma.sql`
  SELECT kind, "channelId", count(*)::int AS count, min(at) AS at, max("expiresAt") AS until,
    CASE count(*) WHEN 1 THEN min(id::text) END AS "targetId", CASE count(*) WHEN 1 THEN min(purpose) END AS label,
    NULL AS note, CASE WHEN min(owner) = max(owner) THEN min(owner) END AS owner
  FROM (
    SELECT 'unproven' AS kind, t.id, t."channelId", t.purpose, t.owner, t."expiresAt",
      COALESCE(t.proof->'requested'->>'at', t.proof->'accepted'->>'at')::timestamptz AS at
    FROM "Token" t
    WHERE t.state = 'revoking' AND ${lives('t', now)} AND NOT EXISTS (
      SELECT 1 FROM "Operation" o WHERE o.state = 'unknown' AND o.plan->>'tokenId' = t.id::text)
    UNION ALL
    SELECT 'tokenRefused', t.id, t."channelId", t.purpose, t.owner, t."expiresAt", t."lastVerifiedAt"
    FROM "Token" t
    WHERE t."lastVerdict" = 'refused' AND t.state = 'live' AND t.kind <> 'stateless' AND ${lives('t', now)}
    UNION ALL
    SELECT 'expired', t.id, t."channelId", t.purpose, t.owner, t."expiresAt", t."expiresAt"
    FROM "Token" t
    WHERE t."expiresAt" <= ${now} AND t."expiresAt" > ${now}::timestamptz - make_interval(days => ${EXPIRED_DAYS})
      AND ${endsByItself} AND NOT EXISTS (${another(now)})
    UNION ALL
    SELECT 'soon', t.id, t."channelId", t.purpose, t.owner, t."expiresAt", t."expiresAt"
    FROM "Token" t
    WHERE t."expiresAt" > ${now} AND t."expiresAt" < ${now}::timestamptz + ${LONGEST_SOON} AND t.state = 'live'
      AND t.kind <> 'stateless' AND t."lastVerdict" IS DISTINCT FROM 'refused' AND ${soon('t', now)}
      AND NOT EXISTS (${another(now)} AND NOT COALESCE(${soon('s', now)}, false))
  ) tokens
  GROUP BY kind, "channelId"`

const lives = (row: 't' | 's', now: Date) =>
  Prisma.sql`(${column(row, 'expiresAt')} IS NULL OR ${column(row, 'expiresAt')} > ${now})`

/** The rule of `expiresSoon`; a test holds the two together. */
const soon = (row: 't' | 's', now: Date) => Prisma.sql`
  (${column(row, 'expiresAt')} - ${now}::timestamptz
    < GREATEST(interval '1 day', (${column(row, 'expiresAt')} - ${column(row, 'issuedAt')}) / 10))`

/** Not revoked: it is as it was issued, or was seen to be gone only after its end. The index of these asks the same. */
const endsByItself = Prisma.sql`t.kind <> 'stateless' AND (t.state = 'live' OR (
    t.state = 'gone' AND t."goneAt" >= t."expiresAt" AND COALESCE(t.proof->'accepted', 'null'::jsonb) = 'null'::jsonb))`

/** Another live token of the same purpose, as far as is known. */
const another = (now: Date) => Prisma.sql`
  SELECT 1 FROM "Token" s
  WHERE s."channelId" = t."channelId" AND s.purpose = t.purpose AND s.id <> t.id AND s.kind <> 'stateless'
    AND s.state = 'live' AND s."lastVerdict" IS DISTINCT FROM 'refused' AND ${lives('s', now)}`

const column = (row: 't' | 's', name: 'expiresAt' | 'issuedAt') => Prisma.raw(`${row}."${name}"`)

import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'
import { ofCredentials } from './of-credentials'
import { ofHistory } from './of-history'
import { ofIncidents } from './of-incidents'
import { ofOperations } from './of-operations'
import { ofSlots } from './of-slots'
import { ofTokens } from './of-tokens'
import type { AttentionRow } from './schema'
import { byUrgency } from './urgency'

/** So many rows are shown; whoever has more has to begin somewhere. */
const SHOWN = 50

/** What needs attention in all channels that are not archived, the most urgent first, at most 50 of `total`. */
export async function listAttention(actor: Actor): Promise<{ rows: AttentionRow[]; total: number }> {
  demand(actor, 'channel.read')
  demand(actor, 'token.read')
  // Each kind is cut by itself, so that what is most urgent of all is among what comes back.
  const found = await database().$queryRaw<(AttentionRow & { total: number })[]>`
    SELECT kind, "channelId", "channelName", owner, count, at, until, "targetId", label, note, total
    FROM (
      SELECT f.kind, c.id AS "channelId", c.name AS "channelName", COALESCE(f.owner, c.owner) AS owner, f.count, f.at, f.until,
        f."targetId", f.label, f.note, count(*) OVER ()::int AS total,
        row_number() OVER (PARTITION BY f.kind ORDER BY f.at NULLS LAST, f.count DESC, c.name) AS place
      FROM (${everything(new Date())}) f LEFT JOIN "Channel" c ON c.id = f."channelId"
      WHERE c."archivedAt" IS NULL
    ) placed
    WHERE place <= ${SHOWN}`
  const rows = found.map(({ total: _total, ...row }) => row).sort(byUrgency)
  return { rows: rows.slice(0, SHOWN), total: found[0]?.total ?? 0 }
}

/** How many rows that list has. */
export async function countAttention(actor: Actor): Promise<number> {
  demand(actor, 'channel.read')
  demand(actor, 'token.read')
  const [found] = await database().$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total
    FROM (${everything(new Date())}) f LEFT JOIN "Channel" c ON c.id = f."channelId" WHERE c."archivedAt" IS NULL`
  return found?.total ?? 0
}

const everything = (now: Date) =>
  Prisma.join(
    [ofHistory(), ofIncidents, ofOperations(now), ofTokens(now), ofSlots(now), ofCredentials].map(asPart),
    ' UNION ALL ',
  )

const asPart = (part: Prisma.Sql) =>
  Prisma.sql`SELECT kind, "channelId", count, at, until, "targetId", label, note, owner FROM (${part}) part`

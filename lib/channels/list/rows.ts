import 'server-only'
import { Prisma } from '@/lib/db/generated/client'
import { type ChannelRow, PROBLEMS, type Problem } from '../schema'
import { nextExpiry, ofThisChannel, PROBLEM_QUERIES, ranDry, slotsTaken } from './problems'
import { stateOf } from './state'

/** A channel as `rowColumns` reads it. */
export type ReadRow = Omit<ChannelRow, 'state' | 'soon'> & Record<Problem, boolean>

/** What is selected of a channel `c` to make its row, each part by the channel alone, so that a page costs the same however many there are. */
export function rowColumns(now: Date): Prisma.Sql {
  const problems = PROBLEMS.map(
    (problem) => Prisma.sql`EXISTS (${PROBLEM_QUERIES[problem](ofThisChannel, now)}) AS ${Prisma.raw(`"${problem}"`)}`,
  )
  return Prisma.sql`
    c.id, c."lineChannelId", c.name, c.type, c.environment, c.tags, c.owner, c."archivedAt",
    COALESCE((SELECT taken FROM (${slotsTaken(ofThisChannel, now)}) slots), 0) AS "slotsTaken",
    (SELECT at FROM (${nextExpiry(ofThisChannel, now)}) expiry) AS "nextExpiryAt",
    (SELECT at FROM (${ranDry(ofThisChannel, now)}) dry) AS "expiredAt",
    COALESCE((
      SELECT k.state FROM "SigningKey" k WHERE k."channelId" = c.id AND k.state <> 'retired'
      ORDER BY array_position(ARRAY['active', 'generated', 'ready'], k.state) LIMIT 1
    ), 'none') AS "signingKey",
    ${Prisma.join(problems)}`
}

/** The row a page shows. */
export function toRow(read: ReadRow): ChannelRow {
  const { incident, unknown, unproven, refused, drift, expired, soon, nearlyFull, noKey, frozen, ...row } = read
  const problems = { incident, unknown, unproven, refused, drift, expired, soon, nearlyFull, noKey, frozen }
  return { ...row, soon, state: stateOf(problems, row.archivedAt) }
}

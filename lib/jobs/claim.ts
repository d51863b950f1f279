import 'server-only'
import { database } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'
import { fenceMs } from '@/lib/operations/clock'
import { claimProbe } from './pause'
import type { RecipientJwk } from './schema'

/** An item this process does now, with what its job says of it. */
export interface ClaimedItem {
  id: string
  submission: string
  jobId: string
  channelId: string
  lineChannelId: string
  tokenId: string | null
  /** For how long it has been put off, and its job has waited for LINE, in ms; null when it has not. */
  busyMs: number | null
  pausedMs: number | null
  /** Whether it tries out for its whole job whether LINE is back. */
  isProbe: boolean
  /** Whether its job was cancelled: then it is one whose process has died. */
  isCancelled: boolean
  change: string
  input: object
  recipient: RecipientJwk | null
  startedById: string | null
  actor: { ip?: string }
}

/**
 * Takes one item that waits, or one whose process has died; null when there is none. An incident's go first, and after that
 * the first ones of every job before the second ones of any, so that a short job never waits for a long one. Of a job that
 * waits for LINE one at a time is taken.
 */
export async function claimItem(): Promise<ClaimedItem | null> {
  const probing = await claimProbe()
  return (
    (probing && (await claimOf(Prisma.sql`j.id = ${probing}::uuid`, true))) ||
    claimOf(Prisma.sql`j."pausedUntil" IS NULL`)
  )
}

/** The first due item is looked up job by job, and so costs the same however many wait. */
async function claimOf(jobs: Prisma.Sql, isProbe = false): Promise<ClaimedItem | null> {
  const [item] = await database().$queryRaw<ClaimedItem[]>`
    WITH abandoned AS (
      SELECT r.id, r."jobId", r.position FROM "JobItem" r
      WHERE NOT ${isProbe} AND r.state = 'running' AND r."leaseUntil" < now()
      ORDER BY r."leaseUntil" LIMIT 1 FOR UPDATE SKIP LOCKED
    ), waiting AS (
      SELECT w.* FROM "Job" j CROSS JOIN LATERAL (
        SELECT f.id, f."jobId", f.position FROM "JobItem" f
        WHERE f."jobId" = j.id AND f.state = 'waiting' AND f."notBefore" <= now()
        ORDER BY f.position LIMIT 1 FOR UPDATE SKIP LOCKED
      ) w WHERE j.state = 'running' AND ${jobs}
    )
    UPDATE "JobItem" i SET state = 'running', "leaseUntil" = ${fromNow(fenceMs())}
    FROM "Job" j, "Channel" c
    WHERE j.id = i."jobId" AND c.id = i."channelId" AND i.id = (
      SELECT n.id FROM (SELECT * FROM abandoned UNION ALL SELECT * FROM waiting) n JOIN "Job" o ON o.id = n."jobId"
      ORDER BY o."incidentId" IS NULL, n.position, n.id LIMIT 1)
    RETURNING i.id, i.submission, i."jobId", i."channelId", c."lineChannelId", i."tokenId", j.change, j.input, j.recipient,
      j."startedById", j.actor, ${isProbe} AS "isProbe", j.state = 'cancelled' AS "isCancelled",
      ${msSince(Prisma.sql`i."busySince"`)} AS "busyMs", ${msSince(Prisma.sql`j."pausedSince"`)} AS "pausedMs"`
  return item ?? null
}

const msSince = (column: Prisma.Sql) => Prisma.sql`(extract(epoch FROM now() - ${column}) * 1000)::float8`

/** The instant `ms` from now by the database's clock, which all instances share. */
export const fromNow = (ms: number) => Prisma.sql`now() + ${ms}::float8 * interval '1 ms'`

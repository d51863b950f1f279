import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'
import { Refusal } from '@/lib/errors'
import { findTokens } from '@/lib/tokens/queries'
import {
  ITEM_STATES,
  type ItemState,
  type JobChange,
  type JobItemRow,
  type JobPreview,
  type JobRow,
  type JobSelection,
  type JobView,
} from './schema'
import { chooseItems, confirmationOf, tokenIdsOf } from './select'
import { isUntaken, itemToken } from './untaken'

const PAGE = 50

type Read = Omit<JobView, 'counts' | 'total'> & Record<ItemState, number>

/** Counted by the job alone, so that a page costs the same however many jobs there are. */
const columns = Prisma.sql`
  j.id, j.change, j.state, j.actor->>'name' AS "startedBy", j."startedById", j."createdAt", j."endedAt", j."incidentId",
  j.state = 'running' AND j."endedAt" IS NULL AND j."pausedUntil" IS NOT NULL AS "waitsForLine", counted.*`
const counted = Prisma.sql`
  CROSS JOIN LATERAL (
    SELECT ${Prisma.join(ITEM_STATES.map((state) => Prisma.sql`count(*) FILTER (WHERE i.state = ${state})::int AS ${Prisma.raw(`"${state}"`)}`))}
    FROM "JobItem" i WHERE i."jobId" = j.id
  ) counted`

/** How many names of what is chosen are shown before a job is begun, and how many single tokens. */
const NAMED = 12
const SHOWN = 100

/** What a job would do just now; refuses what it could not do. */
export async function previewJob(actor: Actor, change: JobChange, select: JobSelection): Promise<JobPreview> {
  demand(actor, change)
  const chosen = await chooseItems(database(), change, select)
  return {
    ...{ change, items: chosen.length },
    channels: new Set(chosen.map(({ channelId }) => channelId)).size,
    labels: chosen.slice(0, NAMED).map(({ label }) => label),
    tokens:
      'channels' in select || 'filter' in select ? [] : await findTokens(actor, tokenIdsOf(chosen).slice(0, SHOWN)),
    confirm: change === 'token.revoke' ? confirmationOf(chosen) : null,
  }
}

/** One page of the jobs, what runs first and then the latest, 50 a page; `before` is the last one of the page before. */
export async function listJobs(actor: Actor, before?: string): Promise<{ rows: JobRow[]; older: string | null }> {
  demand(actor, 'channel.read')
  const place = before
    ? Prisma.sql`(j."endedAt" IS NULL, j."createdAt", j.id) <
        (SELECT p."endedAt" IS NULL, p."createdAt", p.id FROM "Job" p WHERE p.id = ${before}::uuid)`
    : Prisma.sql`TRUE`
  const found = await database().$queryRaw<Read[]>`
    SELECT ${columns} FROM (
      SELECT * FROM "Job" j WHERE ${place} ORDER BY j."endedAt" IS NULL DESC, j."createdAt" DESC, j.id DESC LIMIT ${PAGE + 1}
    ) j ${counted} ORDER BY j."endedAt" IS NULL DESC, j."createdAt" DESC, j.id DESC`
  const rows = found.slice(0, PAGE).map(toRow)
  return { rows, older: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null }
}

/** How many jobs run just now. */
export async function countRunningJobs(actor: Actor): Promise<number> {
  demand(actor, 'channel.read')
  return database().job.count({ where: { endedAt: null, state: 'running' } })
}

/** One job; refuses with `not_found`. */
export async function getJob(actor: Actor, jobId: string): Promise<JobView> {
  demand(actor, 'channel.read')
  const [job] = await database().$queryRaw<Read[]>`
    SELECT ${columns},
      (SELECT count(*)::int FROM "JobItem" i JOIN "Token" t ON t.id = i."tokenId"
       WHERE i."jobId" = j.id AND t.state = 'gone') AS proven,
      (SELECT count(*)::int FROM "JobItem" i WHERE i."jobId" = j.id AND i.delivery IS NOT NULL) AS undelivered,
      lost.*
    FROM "Job" j ${counted} CROSS JOIN LATERAL (
      SELECT count(*)::int AS untaken, (count(*) FILTER (WHERE t.kind <> 'stateless'))::int AS "untakenRevocable"
      FROM "JobItem" i ${itemToken} WHERE i."jobId" = j.id AND j.change = 'token.issue' AND ${isUntaken}
    ) lost WHERE j.id = ${jobId}::uuid`
  if (!job) throw new Refusal('not_found', 'jobNotFound')
  const { startedById, proven, undelivered, untaken, untakenRevocable } = job
  return { ...toRow(job), startedById, proven, undelivered, untaken, untakenRevocable }
}

/**
 * What a job does, in its order, 50 a page; `problems` are those that failed and those nobody knows the end of, `untaken`
 * what was issued and is taken by nobody.
 */
export async function listJobItems(
  actor: Actor,
  jobId: string,
  { show, after = -1 }: { show: 'problems' | 'all' | 'untaken'; after?: number | undefined },
): Promise<{ rows: JobItemRow[]; next: number | null }> {
  demand(actor, 'channel.read')
  const which = { all: Prisma.sql`TRUE`, problems: Prisma.sql`i.state IN ('failed', 'unknown')`, untaken: isUntaken }[
    show
  ]
  const found = await database().$queryRaw<JobItemRow[]>`
    SELECT i.id, i.position, i."channelId", c.name AS "channelName", i."tokenId", i.label, i.state, i.ending, i.result,
      CASE WHEN o.state IN ('done', 'none', 'lost', 'uncertain') AND i.state = 'unknown' THEN o.state END AS settled,
      t.state AS "tokenState", i."notBefore", i."endedAt"
    FROM "JobItem" i JOIN "Channel" c ON c.id = i."channelId"
    ${itemToken}
    LEFT JOIN "Operation" o ON i.state = 'unknown' AND o."idempotencyKey" = i.submission::text
    WHERE i."jobId" = ${jobId}::uuid AND i.position > ${after} AND ${which}
    ORDER BY i.position LIMIT ${PAGE + 1}`
  const rows = found.slice(0, PAGE)
  return { rows, next: found.length > PAGE ? (rows.at(-1)?.position ?? null) : null }
}

function toRow(read: Read): JobRow {
  const counts = Object.fromEntries(ITEM_STATES.map((state) => [state, read[state]])) as Record<ItemState, number>
  const { id, change, state, startedBy, createdAt, endedAt, incidentId, waitsForLine } = read
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return { id, change, state, startedBy, createdAt, endedAt, incidentId, waitsForLine, counts, total }
}

import { randomUUID } from 'node:crypto'
import 'server-only'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { fenceMs, inMs } from '@/lib/operations/clock'
import { asJson } from '@/lib/operations/store'
import type { ItemEnding, RecipientJwk } from './schema'

/** An item this process does now, with what its job says of it. */
export interface ClaimedItem {
  id: string
  submission: string
  jobId: string
  channelId: string
  lineChannelId: string
  tokenId: string | null
  busySince: Date | null
  change: string
  input: object
  recipient: RecipientJwk | null
  startedById: string | null
  actor: { ip?: string }
}

/**
 * Takes one item that waits, or one whose process has died; null when there is none. An incident's go first, and after that
 * the first ones of every job before the second ones of any, so that a short job never waits for a long one.
 */
export async function claimItem(): Promise<ClaimedItem | null> {
  const [item] = await database().$queryRaw<ClaimedItem[]>`
    UPDATE "JobItem" i SET state = 'running', "leaseUntil" = ${inMs(fenceMs())}
    FROM "Job" j, "Channel" c
    WHERE j.id = i."jobId" AND c.id = i."channelId" AND i.id = (
      SELECT w.id FROM "JobItem" w JOIN "Job" o ON o.id = w."jobId"
      WHERE (w.state = 'waiting' AND w."notBefore" <= now()) OR (w.state = 'running' AND w."leaseUntil" < now())
      ORDER BY o."incidentId" IS NULL, w.position, w.id
      LIMIT 1 FOR UPDATE OF w SKIP LOCKED)
    RETURNING i.id, i.submission, i."jobId", i."channelId", c."lineChannelId", i."tokenId", i."busySince",
      j.change, j.input, j.recipient, j."startedById", j.actor`
  return item ?? null
}

interface End {
  state: 'done' | 'failed' | 'unknown'
  ending?: ItemEnding
  result?: unknown
  delivery?: string
}

/** Keeps what came of an item, unless somebody was quicker. */
export async function endItem({ id }: ClaimedItem, { state, ending, result, delivery }: End): Promise<void> {
  await database().jobItem.updateMany({
    where: { id, endedAt: null },
    data: {
      ...{ state, endedAt: new Date(), leaseUntil: null },
      ...(ending ? { ending: asJson(ending) } : {}),
      ...(result === undefined || result === null ? {} : { result: asJson(JSON.parse(JSON.stringify(result))) }),
      ...(delivery ? { delivery } : {}),
    },
  })
}

/**
 * Lets an item wait for `ms`, of which it is certain that nothing was done, under a new submission key; ends it when its
 * job was cancelled meanwhile. The old key tells whether another process has gone on with it since.
 */
export async function putBack(item: ClaimedItem, ms: number, { busy = false } = {}): Promise<void> {
  await transaction(async (tx) => {
    const [job] = await tx.$queryRaw<{ state: string }[]>`
      SELECT state FROM "Job" WHERE id = ${item.jobId}::uuid FOR SHARE`
    const waits = {
      ...{ state: 'waiting', notBefore: inMs(ms), leaseUntil: null, submission: randomUUID() },
      ...(busy && !item.busySince ? { busySince: new Date() } : {}),
    }
    await tx.jobItem.updateMany({
      where: { id: item.id, state: 'running', submission: item.submission },
      data: job?.state === 'running' ? waits : { state: 'cancelled', endedAt: new Date(), leaseUntil: null },
    })
  })
}

/**
 * Lets an item wait for `ms` because its starter may issue no more just now, and with it all that they have waiting, which
 * would only be refused one by one. It waits as long as it takes: there is nobody who is too busy.
 */
export async function putBackIssues(item: ClaimedItem, ms: number): Promise<void> {
  await putBack(item, ms)
  await database().$executeRaw`
    UPDATE "JobItem" i SET "notBefore" = ${inMs(ms)} FROM "Job" j
    WHERE j.id = i."jobId" AND j.change = 'token.issue' AND j."startedById" = ${item.startedById}::uuid
      AND i.state = 'waiting' AND i."notBefore" < ${inMs(ms)}`
}

/** Lets an item whose operation is still under way be taken up again in `ms`; it stays running, so that nothing cancels it. */
export async function lookAgain({ id, submission }: ClaimedItem, ms: number): Promise<void> {
  await database().jobItem.updateMany({
    where: { id, state: 'running', submission },
    data: { leaseUntil: inMs(ms) },
  })
}

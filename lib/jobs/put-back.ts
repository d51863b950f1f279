import { randomUUID } from 'node:crypto'
import 'server-only'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { type ClaimedItem, fromNow } from './claim'

/**
 * Lets an item wait for `ms`, of which it is certain that nothing was done, under a new submission key; ends it when its
 * job was cancelled meanwhile. The old key tells whether another process has gone on with it since.
 */
export async function putBack(item: ClaimedItem, ms: number, { busy = false } = {}): Promise<void> {
  await transaction(async (tx) => {
    const [job] = await tx.$queryRaw<{ state: string }[]>`
      SELECT state FROM "Job" WHERE id = ${item.jobId}::uuid FOR SHARE`
    if (job?.state !== 'running') {
      const cancelled = { state: 'cancelled', endedAt: new Date(), leaseUntil: null }
      await tx.jobItem.updateMany({ where: stillOurs(item), data: cancelled })
      return
    }
    await tx.$executeRaw`
      UPDATE "JobItem" SET state = 'waiting', "notBefore" = ${fromNow(ms)}, "leaseUntil" = NULL,
        submission = ${randomUUID()}::uuid, "busySince" = CASE WHEN ${busy} THEN COALESCE("busySince", now()) ELSE "busySince" END
      WHERE id = ${item.id}::uuid AND state = 'running' AND submission = ${item.submission}::uuid`
  })
}

/**
 * Lets an item wait for `ms` because its starter may issue no more just now, and with it all that they have waiting, which
 * would only be refused one by one. It waits as long as it takes: there is nobody who is too busy.
 */
export async function putBackIssues(item: ClaimedItem, ms: number): Promise<void> {
  await putBack(item, ms)
  await database().$executeRaw`
    UPDATE "JobItem" i SET "notBefore" = ${fromNow(ms)} FROM "Job" j
    WHERE j.id = i."jobId" AND j.change = 'token.issue' AND j."startedById" = ${item.startedById}::uuid
      AND i.state = 'waiting' AND i."notBefore" < ${fromNow(ms)}`
}

/** Lets an item whose operation is still under way be taken up again in `ms`; it stays running, so that nothing cancels it. */
export async function lookAgain({ id, submission }: ClaimedItem, ms: number): Promise<void> {
  await database().$executeRaw`
    UPDATE "JobItem" SET "leaseUntil" = ${fromNow(ms)}
    WHERE id = ${id}::uuid AND state = 'running' AND submission = ${submission}::uuid`
}

/** Ends an item of a cancelled job that a process which died had taken, and not begun. */
export async function cancelItem(item: ClaimedItem): Promise<void> {
  await database().jobItem.updateMany({
    where: stillOurs(item),
    data: { state: 'cancelled', endedAt: new Date(), leaseUntil: null },
  })
}

const stillOurs = ({ id, submission }: ClaimedItem) => ({ id, state: 'running', submission })

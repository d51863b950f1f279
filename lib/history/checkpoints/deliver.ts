import 'server-only'
import { database } from '@/lib/db/client'
import { log } from '@/lib/log'
import type { TargetName } from './schema'
import { problemOf } from './send/problem'
import { sendToFolder } from './send/to-folder'
import { sendToLog } from './send/to-log'
import { sendToWebhook } from './send/to-webhook'
import { targets } from './targets'

const SEND: Record<TargetName, (seq: bigint, jws: string) => Promise<void>> = {
  folder: sendToFolder,
  webhook: sendToWebhook,
  log: sendToLog,
}

/** Longer than any sending takes; whoever was killed at it is followed by another after so long. */
const CLAIM_SECONDS = 30
/** How long to wait after so many failures, in seconds; the last one again and again. */
const BACKOFF = [5, 15, 60, 300, 900, 3600] as const

interface Claimed {
  seq: bigint
  jws: string
}

/**
 * Sends what waits for one place in the order of the history, until nothing is due, something fails or `stopped` says so.
 * Any number of instances may do it at once: one at a time has the first that waits. Killed before it is marked, a
 * checkpoint is sent again: at least once.
 */
export async function deliverTo(target: TargetName, stopped: () => boolean = () => false): Promise<number> {
  for (let arrived = 0; ; arrived += 1) {
    const claimed = stopped() ? null : await claim(target)
    if (!claimed || !(await deliver(target, claimed))) return arrived
  }
}

/** Only the first that waits can be had, so that what is behind it cannot overtake it in another instance's hands. */
async function claim(target: TargetName): Promise<Claimed | null> {
  const [row] = await database().$queryRaw<Claimed[]>`
    UPDATE "CheckpointDelivery" d SET "nextAt" = clock_timestamp() + ${CLAIM_SECONDS} * interval '1 second'
    FROM "Checkpoint" c
    WHERE c.seq = d.seq AND (d.seq, d.target) IN (
      SELECT w.seq, w.target FROM "CheckpointDelivery" w
      WHERE w.target = ${target} AND w."deliveredAt" IS NULL
        AND (w."nextAt" IS NULL OR w."nextAt" <= clock_timestamp())
        AND w.seq = (SELECT min(f.seq) FROM "CheckpointDelivery" f WHERE f.target = ${target} AND f."deliveredAt" IS NULL)
      FOR UPDATE SKIP LOCKED)
    RETURNING d.seq, c.jws`
  return row ?? null
}

async function deliver(target: TargetName, { seq, jws }: Claimed): Promise<boolean> {
  try {
    await SEND[target](seq, jws)
  } catch (error) {
    const problem = problemOf(error)
    log('warn', 'checkpoint.not_delivered', { endpoint: target, reason: problem })
    await putOff(target, seq, problem)
    return false
  }
  await database().$executeRaw`
    UPDATE "CheckpointDelivery" SET "deliveredAt" = clock_timestamp(), "nextAt" = NULL, problem = NULL
    WHERE seq = ${seq} AND target = ${target} AND "deliveredAt" IS NULL`
  return true
}

async function putOff(target: TargetName, seq: bigint, problem: string): Promise<void> {
  await database().$executeRaw`
    UPDATE "CheckpointDelivery" SET tries = tries + 1, problem = ${problem},
      "nextAt" = clock_timestamp() + (${[...BACKOFF]}::int[])[least(tries + 1, ${BACKOFF.length})] * interval '1 second'
    WHERE seq = ${seq} AND target = ${target} AND "deliveredAt" IS NULL`
}

/** Has the last checkpoint go also to a place that was configured after it was made; those before it stay where they are. */
export async function sendLatestEverywhere(): Promise<void> {
  await database().$executeRaw`
    INSERT INTO "CheckpointDelivery" (seq, target)
    SELECT last.seq, unnest(${targets()}::text[]) FROM (SELECT max(seq) AS seq FROM "Checkpoint") last
    WHERE last.seq IS NOT NULL
    ON CONFLICT DO NOTHING`
}

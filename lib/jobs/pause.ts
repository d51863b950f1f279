import 'server-only'
import { database } from '@/lib/db/client'
import { fenceMs } from '@/lib/operations/clock'
import type { ClaimedItem } from './claim'

/**
 * Takes the turn of trying out whether LINE is back for a job that waits for it, when one is due; answers that job. Whoever
 * dies with it leaves it to the next after a while.
 */
export async function claimProbe(): Promise<string | null> {
  const [job] = await database().$queryRaw<{ id: string }[]>`
    UPDATE "Job" SET "pausedUntil" = now() + ${fenceMs()}::float8 * interval '1 ms'
    WHERE id = (
      SELECT j.id FROM "Job" j
      WHERE j.state = 'running' AND j."pausedUntil" <= now() AND EXISTS (
        SELECT 1 FROM "JobItem" w WHERE w."jobId" = j.id AND w.state = 'waiting' AND w."notBefore" <= now())
      LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`
  return job?.id ?? null
}

/** Lets all of a job wait for LINE, for `ms`. The probe's own word counts; of others that failed at once, the longest wait. */
export async function pauseJob({ jobId, isProbe }: ClaimedItem, ms: number): Promise<void> {
  await database().$executeRaw`
    UPDATE "Job" SET "pausedSince" = COALESCE("pausedSince", now()),
      "pausedUntil" = GREATEST(now() + ${ms}::float8 * interval '1 ms', CASE WHEN NOT ${isProbe} THEN "pausedUntil" END)
    WHERE id = ${jobId}::uuid AND state = 'running'`
}

/** Ends the pause of a job whose probe LINE answered; else lets the next item try at once. */
export async function endPause(jobId: string, { answered }: { answered: boolean }): Promise<void> {
  await database().$executeRaw`
    UPDATE "Job" SET "pausedSince" = CASE WHEN NOT ${answered} THEN "pausedSince" END,
      "pausedUntil" = CASE WHEN NOT ${answered} THEN now() END
    WHERE id = ${jobId}::uuid AND "pausedUntil" IS NOT NULL`
}

import 'server-only'
import { isRefusal } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { watchIntervalMs } from './interval'
import { lastRoundAt, watchRound } from './round'

/** At most so long after the start is a round that is due begun. */
const FIRST_MS = 30_000

/** A round begins up to a tenth of the interval early or late, so that LINE is not asked on the dot. */
const JITTER = 0.1

// Next loads a module once per module graph; the watch must run once.
const held = globalThis as typeof globalThis & { kagibanWatch?: NodeJS.Timeout }

/** Watches LINE's lists of key IDs for ever, about every KAGIBAN_SYNC_MINUTES. */
export function startWatch(): void {
  if (held.kagibanWatch || watchIntervalMs() === 0) return
  const interval = watchIntervalMs()
  const go = async () => {
    if (await carryOn(() => watchRound(interval)))
      plan(untilNext(await lastRoundAt().catch(() => null), new Date(), interval))
  }
  const plan = (ms: number) => {
    held.kagibanWatch = setTimeout(() => void go(), ms).unref()
  }
  plan(Math.min(FIRST_MS, interval) * Math.random())
}

/** How long to wait for the next round, from when the last one ended; a whole interval when that is long ago or never was. */
export function untilNext(last: Date | null, now: Date, intervalMs: number, random = Math.random()): number {
  const jittered = intervalMs * (1 - JITTER + 2 * JITTER * random)
  const ms = (last?.getTime() ?? 0) + jittered - now.getTime()
  return ms > 0 && ms <= jittered ? ms : jittered
}

/** False when the process is stopping; what goes wrong in a round must not end the watch. */
async function carryOn(round: () => Promise<void>): Promise<boolean> {
  try {
    await round()
  } catch (error) {
    if (isRefusal(error) && error.reason === 'stopping') return false
    log('error', 'watch.failed', faultFields(error))
  }
  return true
}

import 'server-only'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { stateOf } from './state'

/** LINE's clock minus ours as one answer told it, and how long that answer was under way, in ms. */
export type Clock = { offsetMs: number; tripMs: number }

/** What a database column of 4 bytes holds; a clock further off than 24 days is off by that much. */
const MOST_MS = 2 ** 31 - 1
/** The fence around an issue is 60 s by our clock; a clock further off than this would leave LINE nothing of it, or twice. */
export const MOST_SKEW_MS = 50_000
const GOOD_FOR_MS = 10 * 60_000
const CLOCK_SET_MS = 2000

/** A Date header names the second in which the answer was made, and that was halfway between asking and hearing. */
export function clockOf(date: Date, sentAt: number): Clock | undefined {
  const tripMs = Math.max(0, Date.now() - sentAt)
  const offsetMs = Math.round(date.getTime() + 500 - (sentAt + tripMs / 2))
  if (Number.isNaN(offsetMs)) return undefined
  return { offsetMs: Math.max(-MOST_MS, Math.min(MOST_MS, offsetMs)), tripMs }
}

/** Keeps what an answer told. */
export function keepClock(baseURL: string, clock: Clock | undefined): void {
  if (clock) stateOf(baseURL).clock = { offsetMs: clock.offsetMs, at: new Date(), readAtMs: performance.now() }
}

/**
 * LINE's clock minus ours in ms, to about a second, as LINE's last answer to this process told it at `at`; null when none
 * has yet, or when our own clock was set since.
 */
export function lineClock(): { offsetMs: number; at: Date } | null {
  const { clock } = stateOf(env().KAGIBAN_LINE_URL)
  if (!clock) return null
  const { offsetMs, at, readAtMs } = clock
  const setByMs = Date.now() - at.getTime() - (performance.now() - readAtMs)
  return Math.abs(setByMs) > CLOCK_SET_MS ? null : { offsetMs, at }
}

/** Refuses when LINE's clock and ours are more than 50 s apart by an answer of the last 10 minutes. */
export function refuseSkew(): void {
  const clock = lineClock()
  if (!clock || Date.now() - clock.at.getTime() > GOOD_FOR_MS || Math.abs(clock.offsetMs) <= MOST_SKEW_MS) return
  throw new Refusal('conflict', 'clockSkew', { values: { seconds: Math.round(Math.abs(clock.offsetMs) / 1000) } })
}

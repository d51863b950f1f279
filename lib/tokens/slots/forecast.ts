import 'server-only'
import { SLOTS } from '../schema'
import { AHEAD_DAYS, type Forecast } from './schema'

const DAY_MS = 24 * 3600 * 1000

/** What is told from: tokens that came within so many days, if they are known for some time and are more than chance. */
const LOOK_BACK_DAYS = 30
const LEAST_DAYS = 7
const LEAST_ARRIVALS = 3

/** A token as it came and went; `until` is its end, whether by itself or revoked, known or at the latest. */
export interface Life {
  since: Date
  until: Date
}

/** What is known of one kind of token in one channel. */
export interface Known {
  /** Since when what comes is seen. */
  knownSince: Date
  /** Those that came since; one that was there before tells nothing of the rate. */
  arrivals: readonly Life[]
  /** When each place that is taken now is free. */
  freeAt: readonly Date[]
}

/**
 * The first day on which all 30 places are taken, if tokens go on coming as often as in the last 30 days and each lives as
 * long as those did; null when that is too little to tell from. What is taken already goes as it is known to.
 */
export function forecastSlots({ knownSince, arrivals, freeAt }: Known, now: Date): Forecast | null {
  const days = Math.min(LOOK_BACK_DAYS, daysBetween(knownSince, now))
  const recent = arrivals.filter(({ since }) => since <= now && daysBetween(since, now) < LOOK_BACK_DAYS)
  if (days < LEAST_DAYS || recent.length < LEAST_ARRIVALS) return null
  const lives = recent.map(({ since, until }) => Math.max(0, daysBetween(since, until)))
  return {
    runsOutAt: firstFullDay(lives, days, freeAt, now),
    perWeek: (recent.length / days) * 7,
    basis: { days: Math.floor(days), arrivals: recent.length },
  }
}

function firstFullDay(lives: readonly number[], days: number, freeAt: readonly Date[], now: Date): Date | null {
  for (let day = 0; day <= AHEAD_DAYS; day++) {
    const at = new Date(now.getTime() + day * DAY_MS)
    const stillThere = freeAt.filter((free) => free > at).length
    // Of each that came in the last days one more comes every so many days, so this many of its kind are alive by then.
    const came = lives.reduce((sum, life) => sum + Math.min(day, life) / days, 0)
    // Sums of fractions may miss a whole number by a hair.
    if (stillThere + came >= SLOTS - 1e-9) return at
  }
  return null
}

const daysBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / DAY_MS

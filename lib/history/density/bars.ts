import 'server-only'
import type { Density } from '../schema'

/** Counting stops here: past it a total tells nothing that "more than" does not. */
export const COUNTED = 10_000
/** Fewer bars than this are drawn. */
export const BARS = 60
const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]
/** How long a bar may stand for, in seconds. */
export const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 60 * DAY],
  ...[120 * DAY, 365 * DAY],
]

/** What is asked for, and how far the reader's clock is ahead of UTC. */
export interface Stretch {
  from: Date | null
  to: Date | null
  offsetSeconds: number
}

/** From when to when, in seconds of the epoch, and how long a bar is. */
interface Scale {
  first: number
  last: number
  step: number
  offsetSeconds: number
}

/** Every bar from the first to the last, those of which nothing is known empty. */
export function drawBars(
  { first, last, step, offsetSeconds }: Scale,
  counts: ReadonlyMap<number, { count: number; wrong: number }>,
): Pick<Density, 'stepSeconds' | 'bars'> {
  const begin = Math.floor((first + offsetSeconds) / step) * step - offsetSeconds
  const bars = Array.from({ length: Math.floor((last - begin) / step) + 1 }, (_, index) => {
    const at = begin + index * step
    const { count = 0, wrong = 0 } = counts.get(at) ?? {}
    return { at: new Date(at * 1000), count, wrong }
  })
  return { stepSeconds: step, bars }
}

import 'server-only'

/** A day of the reader's calendar, `2026-12-03`, and the instant it begins. */
export interface CalendarDay {
  date: string
  start: Date
}

/**
 * So many days of a time zone from today on. Reckoned here and not by the database, whose list of zones is another one
 * than that of the runtime which lets readers choose.
 */
export function daysAhead(timeZone: string, now: Date, count: number): CalendarDay[] {
  const offset = offsetsOf(timeZone)
  const today = Date.parse(new Date(now.getTime() + offset(now.getTime())).toISOString().slice(0, 10))
  return Array.from({ length: count }, (_, index) => {
    const midnight = today + index * 86_400_000
    // Asked twice: the offset at midnight is that of the zone's midnight, not of Greenwich's.
    const start = midnight - offset(midnight - offset(midnight))
    return { date: new Date(midnight).toISOString().slice(0, 10), start: new Date(start) }
  })
}

/** How far a zone is ahead of UTC at an instant, in ms. */
function offsetsOf(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return (at) => Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000
}

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,3})?)?$/

/**
 * The instant a clock in this zone shows a local time, as a form's date and time field writes it; null for what is no
 * time. One that a clock shows twice is the first of the two, one that it skips is as far past the gap.
 */
export function instantOf(local: string, timeZone: string): Date | null {
  const found = LOCAL.exec(local)
  if (!found) return null
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0))
  const wall = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second)
  // Date.UTC takes the 31st of a month of 30 days for the next month's first.
  if (new Date(wall).toISOString().slice(0, 16) !== local.slice(0, 16)) return null
  const offsets = [wall - DAY, wall + DAY].map((at) => wallIn(timeZone, new Date(at)) - at)
  const tries = offsets.map((offset) => wall - offset)
  const exact = tries.filter((at) => wallIn(timeZone, new Date(at)) === wall)
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...tries))
}

/** An instant as a form's date and time field takes it, in this zone, to the minute unless it has seconds. */
export function localOf(at: Date, timeZone: string): string {
  const text = new Date(wallIn(timeZone, at)).toISOString().slice(0, 19)
  return text.endsWith(':00') ? text.slice(0, 16) : text
}

const DAY = 24 * 3_600_000

/** What a clock in the zone shows, as if it were UTC, to the second. */
function wallIn(timeZone: string, at: Date): number {
  // Swedish writes dates as ISO does.
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  return Date.parse(`${text.replace(' ', 'T')}Z`)
}

/** How far a clock in this zone is ahead of UTC at an instant, in seconds. */
export function offsetSecondsOf(timeZone: string, at: Date): number {
  const whole = new Date(Math.floor(at.getTime() / 1000) * 1000)
  return (wallIn(timeZone, whole) - whole.getTime()) / 1000
}

/** Rows of one day, in the order they came. */
export interface Day<T> {
  /** `2026-11-21`, in the reader's time zone. */
  date: string
  rows: T[]
}

/** The calendar day of an instant in a time zone, as `2026-11-21`. */
export function dateIn(timeZone: string, at: Date): string {
  // Swedish writes dates as ISO does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
}

/** Puts rows that are in order of time into days of the reader's time zone. */
export function groupByDay<T extends { at: Date }>(rows: readonly T[], timeZone: string): Day<T>[] {
  const days: Day<T>[] = []
  for (const row of rows) {
    const date = dateIn(timeZone, row.at)
    const last = days.at(-1)
    if (last?.date === date) last.rows.push(row)
    else days.push({ date, rows: [row] })
  }
  return days
}

/** Whether an instant was today or yesterday for the reader; calendar days, for a day may have 23 or 25 hours. */
export function nearDay(at: Date, now: Date, timeZone: string): 'today' | 'yesterday' | null {
  const date = dateIn(timeZone, at)
  const today = dateIn(timeZone, now)
  if (date === today) return 'today'
  return Date.parse(today) - Date.parse(date) === 86_400_000 ? 'yesterday' : null
}

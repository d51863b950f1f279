import type { ExpiryDay } from '@/lib/tokens/overview/schema'

export interface Bar extends ExpiryDay {
  weekend: boolean
  monday: boolean
  /** The number stands on top of it. */
  labelled: boolean
}

/** What is drawn of the days: which are weekends, where weeks begin, and which numbers are worth saying. */
export function barsOf(days: readonly ExpiryDay[]): Bar[] {
  const most = Math.max(...days.map(({ count }) => count))
  return days.map((day, index) => {
    const weekday = new Date(day.date).getUTCDay()
    const peak = day.count >= (days[index - 1]?.count ?? 0) && day.count > (days[index + 1]?.count ?? 0)
    return {
      ...day,
      weekend: weekday === 0 || weekday === 6,
      monday: weekday === 1,
      // Today because it is next, and what stands out of its neighbours and is more than half of the most.
      labelled: day.count > 0 && (index === 0 || (peak && day.count * 2 > most)),
    }
  })
}

/** How many end in all, in the week that begins today, and on the day with most of them, which is the first of equals. */
export function sumsOf(days: readonly ExpiryDay[]) {
  const sum = (some: readonly ExpiryDay[]) => some.reduce((total, { count }) => total + count, 0)
  const most = days.reduce<ExpiryDay | null>((best, day) => (day.count > (best?.count ?? 0) ? day : best), null)
  return { all: sum(days), today: days[0]?.count ?? 0, week: sum(days.slice(0, 7)), most }
}

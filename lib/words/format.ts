import type { useTranslations } from 'use-intl/react'
import { LANGUAGES, type Language } from './languages'
import { timeZoneName } from './preferences'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type CommonWords = ReturnType<typeof useTranslations<'common'>>
type Context = { language: Language; timeZone: string; now: Date; words: CommonWords }
export type Format = ReturnType<typeof makeFormat>

/** How long, in at most two units and never rounded up: `6 d`, `2 d 4 h`, `9 h`, `20 min`, `40 s`. */
export function formatDuration(ms: number, words: CommonWords): string {
  const days = Math.floor(ms / DAY)
  const hours = Math.floor((ms % DAY) / HOUR)
  const minutes = Math.floor((ms % HOUR) / MINUTE)
  if (days >= 3 || (days > 0 && hours === 0)) return words('duration.days', { days })
  if (days > 0) return words('duration.daysHours', { days, hours })
  if (hours >= 3 || (hours > 0 && minutes === 0)) return words('duration.hours', { hours })
  if (hours > 0) return words('duration.hoursMinutes', { hours, minutes })
  if (minutes > 0) return words('duration.minutes', { minutes })
  return words('duration.seconds', { seconds: Math.floor(ms / SECOND) })
}

/** How far an instant is from now: `in 2 d 4 h`, `20 min ago`, and `now` within five seconds. */
export function formatRelative(at: Date, now: Date, words: CommonWords): string {
  const ms = at.getTime() - now.getTime()
  if (Math.abs(ms) < 5 * SECOND) return words('time.now')
  return words(ms > 0 ? 'time.in' : 'time.ago', { duration: formatDuration(Math.abs(ms), words) })
}

/** The formatter of one reader. All results are text; instants are in the reader's time zone. */
export function makeFormat({ language, timeZone, now, words }: Context) {
  const locale = LANGUAGES[language].locale
  const part = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options })
    return (at: Date) => format.format(at)
  }
  const minute = { hour: '2-digit', minute: '2-digit' } as const
  const calendarDay = new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' },
  })
  const full = part({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', ...minute })
  return {
    /** `Sat 21 Nov 2026, 14:32 JST` */
    instant: (at: Date) => `${full(at)} ${timeZoneName(timeZone)}`,
    /** `21 Nov, 14:32` */
    short: part({ day: 'numeric', month: 'short', ...minute }),
    /** `21 Nov 2026` */
    day: part({ day: 'numeric', month: 'short', year: 'numeric' }),
    /** `Sat 21 Nov` */
    weekday: part({ weekday: 'short', day: 'numeric', month: 'short' }),
    /** `Sat 21 Nov`, of a calendar day such as `2026-11-21`, which is the same everywhere */
    calendarDay: (date: string) => calendarDay.format(new Date(date)),
    /** `14:32:08` */
    clock: part({ ...minute, second: '2-digit' }),
    /** `10,482` */
    number: (value: number) => new Intl.NumberFormat(locale).format(value),
    /** `2 d 4 h`, from milliseconds */
    duration: (ms: number) => formatDuration(ms, words),
    /** `in 2 d 4 h` or `20 min ago`, from the instant this page was made unless told otherwise */
    relative: (at: Date, from: Date = now) => formatRelative(at, from, words),
    /** The instant this page was made. */
    now,
  }
}

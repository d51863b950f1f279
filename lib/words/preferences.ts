import { isLanguage } from './languages'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const DEFAULT_TIME_ZONE = 'Asia/Tokyo'

/** What a reader may choose: the form field, the cookie that remembers it, and what is accepted. */
export const PREFERENCES = {
  language: { cookie: 'kagiban-language', accepts: isLanguage },
  timeZone: { cookie: 'kagiban-time-zone', accepts: isTimeZone },
  theme: { cookie: 'kagiban-theme', accepts: isTheme },
} as const
export type Preference = keyof typeof PREFERENCES

/** True for a theme that can be chosen; `system` follows the reader's device. */
export function isTheme(value: unknown): value is Theme {
  return THEMES.includes(value as Theme)
}

/** True for a time zone that this runtime can format. */
export function isTimeZone(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_+\-/]{1,64}$/.test(value)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

/** The short name of a time zone as staff say it: `JST`, `UTC`, or the city. */
export function timeZoneName(timeZone: string): string {
  if (timeZone === DEFAULT_TIME_ZONE) return 'JST'
  return timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
}

import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import 'server-only'
import { isLanguage, type Language, matchLanguage } from './languages'
import { DEFAULT_TIME_ZONE, isTheme, isTimeZone, PREFERENCES, type Theme } from './preferences'

export type Reader = { language: Language; timeZone: string; theme: Theme; now: Date }

/** How the person behind this request reads: language, time zone, theme, and one instant for the whole page. */
export const getReader = cache(async (): Promise<Reader> => {
  const [jar, head] = await Promise.all([cookies(), headers()])
  const chosen = (name: keyof typeof PREFERENCES) => jar.get(PREFERENCES[name].cookie)?.value
  const language = chosen('language')
  const timeZone = chosen('timeZone')
  const theme = chosen('theme')
  return {
    language: isLanguage(language) ? language : matchLanguage(head.get('accept-language')),
    timeZone: isTimeZone(timeZone) ? timeZone : DEFAULT_TIME_ZONE,
    theme: isTheme(theme) ? theme : 'system',
    now: new Date(),
  }
})

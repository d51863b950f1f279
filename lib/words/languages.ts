import type {} from 'use-intl'
import type messages from '../../messages/en.json'

/**
 * The languages Kagiban speaks: its own name, and the locale that dates and numbers follow.
 * A new language is one line here, one file in `messages/` and one entry in `messages/last-resort.json`.
 */
export const LANGUAGES = {
  en: { name: 'English', locale: 'en-GB' },
  ja: { name: '日本語', locale: 'ja-JP' },
} as const

export type Language = keyof typeof LANGUAGES
export type Messages = typeof messages
export type Namespace = keyof Messages

export const DEFAULT_LANGUAGE: Language = 'en'
export const LANGUAGE_CODES = Object.keys(LANGUAGES) as Language[]

/** The namespaces that client components use; only these are sent to the browser. */
export const CLIENT_NAMESPACES = ['common', 'errors', 'actions'] as const satisfies readonly Namespace[]

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language
    Messages: Messages
  }
}

/** True for a language that Kagiban speaks. */
export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(LANGUAGES, value)
}

/** The language to speak to someone whose browser sends this `Accept-Language`; the default when none is known. */
export function matchLanguage(acceptLanguage: string | null | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 1000)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((p) => /^\s*q=([0-9.]+)\s*$/.exec(p)?.[1]).find(Boolean)
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => tag && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { tag } of wanted) {
    const found = LANGUAGE_CODES.find((language) => sameWriting(tag, language))
    if (found) return found
  }
  return DEFAULT_LANGUAGE
}

/** Compares language and script, so that `zh-TW` finds `zh-Hant` and `ja-JP` finds `ja`. */
function sameWriting(tag: string, language: Language): boolean {
  try {
    const [a, b] = [new Intl.Locale(tag).maximize(), new Intl.Locale(language).maximize()]
    return a.language === b.language && a.script === b.script
  } catch {
    return false
  }
}

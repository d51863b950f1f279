import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createTranslator } from 'use-intl/core'
import type { Language, Messages, Namespace } from '@/lib/words/languages'

const MESSAGES = resolve(import.meta.dirname, '../../messages')

/** What the interface says in a language, from the same file it takes its words from. */
export function wordsIn(language: Language) {
  const messages = JSON.parse(readFileSync(resolve(MESSAGES, `${language}.json`), 'utf8')) as Messages
  return <N extends Namespace>(namespace: N) =>
    createTranslator<Messages, N>({ locale: language, messages, namespace, timeZone: 'Asia/Tokyo' } as Parameters<
      typeof createTranslator<Messages, N>
    >[0])
}

/** English words, which most journeys are read in. */
export const english = wordsIn('en')

import { cache, use } from 'react'
import 'server-only'
import { createTranslator } from 'use-intl/core'
import type * as client from './client'
import { type Format, makeFormat } from './format'
import { CLIENT_NAMESPACES, type Language, type Messages, type Namespace } from './languages'
import { getReader } from './reader'

const load = cache(async (language: Language): Promise<Messages> => {
  const file = (await import(`../../messages/${language}.json`)) as { default: Messages }
  return file.default
})

const settings = cache(async () => {
  const reader = await getReader()
  return { locale: reader.language, timeZone: reader.timeZone, messages: await load(reader.language) }
})

/** The words of one namespace in the reader's language, for async pages and actions. */
export async function getWords<N extends Namespace>(namespace: N) {
  return createTranslator<Messages, N>({ ...(await settings()), namespace } as Parameters<
    typeof createTranslator<Messages, N>
  >[0])
}

/** The same words for server components that do not await; client components get theirs from `client.ts`. */
export const useWords = ((namespace: Namespace) => use(wordsOf(namespace))) as typeof client.useWords
const wordsOf = cache((namespace: Namespace) => getWords(namespace))

/** Dates, durations and numbers as the reader reads them, for async pages and actions. */
export const getFormat = cache(async (): Promise<Format> => {
  const [{ language, timeZone, now }, words] = await Promise.all([getReader(), getWords('common')])
  return makeFormat({ language, timeZone, now, words })
})

/** The same for server components that do not await. */
export const useFormat: typeof client.useFormat = () => use(getFormat())

/** What the provider of client components needs: only the words they use. */
export async function getClientWords() {
  const { messages, ...rest } = await settings()
  const words = Object.fromEntries(CLIENT_NAMESPACES.map((name) => [name, messages[name]]))
  return { ...rest, now: (await getReader()).now, messages: words as Partial<Messages> }
}

import { useMemo } from 'react'
import { useLocale, useNow, useTimeZone, useTranslations } from 'use-intl/react'
import { type Format, makeFormat } from './format'
import type { Namespace } from './languages'
import { DEFAULT_TIME_ZONE } from './preferences'

/** The words of one namespace. In client components only those of `CLIENT_NAMESPACES` exist. */
export function useWords<N extends Namespace>(namespace: N) {
  return useTranslations<N>(namespace)
}

/** Dates, durations and numbers as the reader reads them. */
export function useFormat(): Format {
  const language = useLocale()
  const timeZone = useTimeZone() ?? DEFAULT_TIME_ZONE
  const now = useNow()
  const words = useWords('common')
  return useMemo(() => makeFormat({ language, timeZone, now, words }), [language, timeZone, now, words])
}

/** The words of one namespace for code that awaits. Only the server has all of them: elsewhere it rejects. */
export async function getWords<N extends Namespace>(namespace: N): Promise<ReturnType<typeof useTranslations<N>>> {
  throw new Error(`the words of ${namespace} are on the server; use useWords in client components`)
}

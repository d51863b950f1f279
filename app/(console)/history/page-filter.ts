import { redirect } from 'next/navigation'
import 'server-only'
import { historyHref } from '@/components/history/filter/address'
import { type HistoryFilter, historyFilter } from '@/lib/history/schema'
import { instantOf } from '@/lib/words/local-time'
import { getReader } from '@/lib/words/reader'

type Query = Record<string, string | string[] | undefined>

/**
 * The filter an address asks for. A time as a form's field writes it is read in the reader's zone, and leads on to the
 * address with its instant, so that a link that is passed on means the same to everybody.
 */
export async function pageFilter(base: string, searchParams: Promise<Query>): Promise<HistoryFilter> {
  const [query, { timeZone }] = await Promise.all([searchParams, getReader()])
  const times = Object.fromEntries(
    (['from', 'to'] as const).flatMap((name) => {
      const local = query[name]
      const at = typeof local === 'string' ? instantOf(local, timeZone) : null
      return at ? [[name, at.toISOString()]] : []
    }),
  )
  const filter = historyFilter.parse({ ...query, ...times })
  if (Object.keys(times).length > 0) redirect(historyHref(base, filter))
  return filter
}

import { redirect } from 'next/navigation'
import 'server-only'
import { historyHref } from '@/components/history/filter/address'
import { type HistoryFilter, historyFilter } from '@/lib/history/schema'
import { parseSearch, type Term, withoutTerms } from '@/lib/history/search/schema'
import { instantOf } from '@/lib/words/local-time'
import { getReader } from '@/lib/words/reader'

type Query = Record<string, string | string[] | undefined>

/**
 * The filter an address asks for. A time as a form's field or the search says it is read in the reader's zone, and leads
 * on to the address with its instant, so that a link that is passed on means the same to everybody.
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
  const search = parseSearch(historyFilter.parse({ q: query.q }).q ?? '')
  const typed = search.terms.flatMap((term) => {
    const at = timeOf(term, timeZone)
    return at ? [[term.key, at.toISOString()] as const] : []
  })
  const filter = historyFilter.parse({ ...query, ...times, ...Object.fromEntries(typed) })
  const q = typed.length > 0 ? withoutTerms(search, (term) => timeOf(term, timeZone) !== null) : filter.q
  if (Object.keys(times).length > 0 || typed.length > 0) redirect(historyHref(base, { ...filter, q }))
  return filter
}

const DAY_MS = 86_400_000

/** The instant a term of a search means, null when it is no time; a day is meant as a whole, also as the last one. */
function timeOf({ key, value }: Term, timeZone: string): Date | null {
  if (key !== 'from' && key !== 'to') return null
  if (/(Z|[+-]\d\d:\d\d)$/.test(value) && value.includes('T')) return validOf(new Date(value))
  if (value.includes('T')) return instantOf(value, timeZone)
  const day = key === 'from' ? value : dayAfter(value)
  return day === null ? null : instantOf(`${day}T00:00`, timeZone)
}

function dayAfter(day: string): string | null {
  return (
    validOf(new Date(Date.parse(day) + DAY_MS))
      ?.toISOString()
      .slice(0, 10) ?? null
  )
}

const validOf = (at: Date) => (Number.isNaN(at.getTime()) ? null : at)

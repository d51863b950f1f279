import { z } from 'zod'
import { FILTERS, type HistoryFilter, historyFilter } from '@/lib/history/schema'

/** So many a person may keep. */
export const MOST_VIEWS = 50
const LONGEST_NAME = 60

/** The query of an address with a filter, always in one order, so that two of the same filter are equal. */
export function queryOf(filter: HistoryFilter): string {
  return new URLSearchParams(FILTERS.flatMap((name) => (filter[name] ? [[name, filter[name]]] : []))).toString()
}

/** A name for the filter that an address's query asks for; what is not a filter in it is left out. */
export const saveViewInput = z.object({
  name: z.string().trim().min(1, 'viewName').max(LONGEST_NAME, 'viewName'),
  query: z
    .string()
    .max(4_000)
    .transform((query) => queryOf(historyFilter.parse(Object.fromEntries(new URLSearchParams(query))))),
})
export const dropViewInput = z.object({ viewId: z.uuid() })

/** A filter that its person gave a name. */
export interface SavedViewView {
  id: string
  name: string
  query: string
}

import type { FilterName, HistoryFilter } from '@/lib/history/schema'

/** What an address can open beside the list. */
type Opened = 'export' | 'event' | 'views' | 'proof'
type Change = { [name in FilterName | 'before' | 'after' | Opened]?: string | null | undefined }

/** The address of a history page with a filter; a place in the chain only when it is given here, so a new filter begins anew. */
export function historyHref(base: string, filter: HistoryFilter, change: Change = {}): string {
  const { before: _before, after: _after, ...kept } = filter
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...kept, ...change })) if (value) query.set(name, value)
  return query.size > 0 ? `${base}?${query}` : base
}

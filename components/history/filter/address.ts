import type { FilterName, HistoryFilter } from '@/lib/history/schema'

type Change = { [name in FilterName | 'before' | 'after' | 'export']?: string | null | undefined }

/** The address of a history page with a filter; a place in the chain only when it is given here, so a new filter begins anew. */
export function historyHref(base: string, filter: HistoryFilter, change: Change = {}): string {
  const { before: _before, after: _after, ...kept } = filter
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...kept, ...change })) if (value) query.set(name, value)
  return query.size > 0 ? `${base}?${query}` : base
}

import type { HistoryFilter } from '@/lib/history/schema'

/** The part of the filter that says which events; the rest says which page of them. */
export const FILTERS = ['channel', 'action', 'outcome', 'actor'] as const
export type FilterName = (typeof FILTERS)[number]

/** The address of a history page with a filter; a place in the chain only when it is given here, so a new filter begins anew. */
export function historyHref(
  base: string,
  filter: HistoryFilter,
  change: { [name in FilterName | 'before' | 'after']?: string | null } = {},
): string {
  const { before: _before, after: _after, ...kept } = filter
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...kept, ...change })) if (value) query.set(name, value)
  return query.size > 0 ? `${base}?${query}` : base
}

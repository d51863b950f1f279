import type { ChannelFilter } from '@/lib/channels/schema'

/** The part of the filter that says which channels; the rest says in which order and which page of them. */
export const FILTERS = ['q', 'state', 'type', 'environment', 'tag', 'owner'] as const
export type FilterName = (typeof FILTERS)[number]

/** The address of a list of channels; a place in it only when it is given here, so a new filter begins anew. */
export function channelsHref(
  filter: ChannelFilter,
  change: { [name in FilterName | 'sort' | 'before' | 'after']?: string | null } = {},
): string {
  const { before: _before, after: _after, ...kept } = filter
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...kept, ...change })) if (value) query.set(name, value)
  return query.size > 0 ? `/channels?${query}` : '/channels'
}

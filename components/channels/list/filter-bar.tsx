import { useWords } from '#words'
import { FilterChips } from '@/components/ui/filters/filter-chips'
import type { ChannelFilter } from '@/lib/channels/schema'
import { channelsHref, FILTERS, type FilterName } from './address'

/** What the channels are filtered by, each part with the way to take it away. */
export function FilterBar({ filter }: { filter: ChannelFilter }) {
  const words = useWords('channels')
  const { q, state, type, environment, tag, owner } = filter
  const shown: Record<FilterName, { name: string; value: string | undefined }> = {
    q: { name: words('search'), value: q },
    state: { name: words('list.status'), value: state && words(`states.${state}`) },
    type: { name: words('list.type'), value: type && words(`types.${type}`) },
    environment: { name: words('new.environment'), value: environment && words(`environments.${environment}`) },
    tag: { name: words('tag'), value: tag },
    owner: { name: words('list.owner'), value: owner },
  }
  const chips = FILTERS.flatMap((part) => {
    const { name, value } = shown[part]
    return value ? [{ name, value, href: channelsHref(filter, { [part]: null }) }] : []
  })
  return <FilterChips chips={chips} clearHref={channelsHref({ sort: filter.sort })} />
}

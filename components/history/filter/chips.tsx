import { FilterChips } from '@/components/ui/filters/filter-chips'
import type { HistoryFilter } from '@/lib/history/schema'
import { historyHref } from './address'
import { type FilterNames, useFilterWords } from './filter-words'

type Props = { base: string; filter: HistoryFilter; names: FilterNames }

/** The filter in words, a chip for each part that takes it away. */
export function Chips({ base, filter, names }: Props) {
  const parts = useFilterWords()(filter, names).filter(({ name }) => name !== 'channel' || base === '/history')
  const chips = parts.map(({ name, label, value }) => ({
    name: label,
    value,
    href: historyHref(base, filter, { [name]: null }),
  }))
  return <FilterChips chips={chips} clearHref={base} />
}

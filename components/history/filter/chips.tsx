import { FilterChips } from '@/components/ui/filters/filter-chips'
import type { HistoryFilter } from '@/lib/history/schema'
import { parseSearch, type Term, withoutTerms } from '@/lib/history/search/schema'
import { historyHref } from './address'
import { type FilterNames, useFilterWords } from './filter-words'

type Props = { base: string; filter: HistoryFilter; names: FilterNames }

/** The filter in words, a chip for each part that takes it away. */
export function Chips({ base, filter, names }: Props) {
  const parts = useFilterWords()(filter, names).filter(({ name }) => name !== 'channel' || base === '/history')
  const search = parseSearch(filter.q ?? '')
  const without = (gone: Term) =>
    withoutTerms(search, ({ key, value, not }) => key === gone.key && value === gone.value && not === gone.not)
  const chips = parts.map(({ name, label, value, term }) => ({
    name: label,
    value,
    href: historyHref(base, filter, { [name]: term ? without(term) : null }),
  }))
  return <FilterChips chips={chips} clearHref={base} />
}

import { useWords } from '#words'
import { SearchField } from '@/components/ui/filters/search-field'
import { type HistoryFilter, LONGEST_SEARCH } from '@/lib/history/schema'
import { historyHref } from '../filter/address'
import { AddKey } from './add-key'

const OFFERED = ['token', 'target', 'ip', 'op'] as const

/** The one field for everything: keys with values, and free text. */
export function Search({ base, filter }: { base: string; filter: HistoryFilter }) {
  const words = useWords('history')
  return (
    <div className="grid min-w-0 basis-full gap-2 max-md:col-span-2">
      <SearchField
        name="q"
        label={words('search.label')}
        placeholder={words('search.placeholder')}
        value={filter.q}
        longest={LONGEST_SEARCH}
      />
      <ul aria-label={words('search.add')} className="flex flex-wrap items-center gap-2 text-xs text-ink-3">
        {OFFERED.map((key) => (
          <li key={key}>
            <AddKey
              field="q"
              text={`${key}:`}
              href={historyHref(base, filter, { q: [filter.q, `${key}:`].filter(Boolean).join(' ') })}
            >
              {words(`search.keys.${key}`)}
            </AddKey>
          </li>
        ))}
        <li className="min-w-0 max-md:basis-full">{words('search.hint')}</li>
      </ul>
    </div>
  )
}

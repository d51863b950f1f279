import Link from 'next/link'
import { useWords } from '#words'
import { Icon } from '@/components/ui/icon'
import type { HistoryFilter } from '@/lib/history/schema'
import { historyHref } from './address'
import { type FilterNames, useFilterWords } from './filter-words'

type Props = { base: string; filter: HistoryFilter; names: FilterNames }

/** The filter in words, a chip for each part that takes it away. */
export function Chips({ base, filter, names }: Props) {
  const words = useWords('history')
  const chips = useFilterWords()(filter, names).filter(({ name }) => name !== 'channel' || base === '/history')
  if (chips.length === 0) return null
  return (
    <ul className="flex flex-wrap items-center gap-2">
      {chips.map(({ name, label, value }) => (
        <li key={name} className="min-w-0">
          <Link
            href={historyHref(base, filter, { [name]: null })}
            aria-label={words('filter.remove', { name: label, value })}
            className="relative inline-flex h-7 max-w-full items-center gap-1.5 rounded-sm bg-press px-2 text-sm after:absolute after:inset-x-0 after:-inset-y-2 hover:bg-neutral-4"
          >
            <span className="whitespace-nowrap text-ink-3">{label}</span>
            <span className={`truncate ${name === 'from' || name === 'to' ? '' : 'max-w-60'}`}>{value}</span>
            <Icon name="close" className="size-3" />
          </Link>
        </li>
      ))}
      <li>
        <Link href={base} className="text-sm text-accent-ink underline underline-offset-3">
          {words('clear')}
        </Link>
      </li>
    </ul>
  )
}

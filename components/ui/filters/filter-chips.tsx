import Link from 'next/link'
import { useWords } from '#words'
import { Icon } from '../icon'

/** A part of the filter that is set; `href` is the list without it. */
export type Chip = { name: string; value: string; href: string }

/** What a list is filtered by: a chip for each part, which takes it away, and one link that takes all away. */
export function FilterChips({ chips, clearHref }: { chips: readonly Chip[]; clearHref: string }) {
  const words = useWords('common')
  if (chips.length === 0) return null
  return (
    <ul className="flex flex-wrap items-center gap-2">
      {chips.map(({ name, value, href }) => (
        <li key={href} className="max-w-full">
          <Link
            href={href}
            aria-label={words('filter.remove', { name, value })}
            className="relative inline-flex h-7 max-w-full items-center gap-1.5 rounded-sm bg-press px-2 text-sm after:absolute after:inset-x-0 after:-inset-y-2 hover:bg-neutral-4"
          >
            <span className="whitespace-nowrap text-ink-3">{name}</span>
            <span className="max-w-60 truncate">{value}</span>
            <Icon name="close" className="size-3" />
          </Link>
        </li>
      ))}
      <li>
        <Link
          href={clearHref}
          className="relative text-sm text-accent-ink underline underline-offset-3 after:absolute after:inset-x-0 after:-inset-y-3"
        >
          {words('filter.clear')}
        </Link>
      </li>
    </ul>
  )
}

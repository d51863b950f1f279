import Link from 'next/link'
import { useWords } from '#words'
import { Icon } from '@/components/ui/icon'
import type { SavedViewView } from '@/lib/views/schema'

type Props = { views: readonly SavedViewView[]; query: string; manageHref: string }

/** The reader's own views as tabs; the last one leads to saving the present filter, or to dropping one. */
export function ViewsBar({ views, query, manageHref }: Props) {
  const words = useWords('history')
  const tabs = [{ id: 'all', name: words('views.all'), query: '' }, ...views]
  return (
    <nav
      aria-label={words('views.label')}
      className="-mt-1 flex items-center gap-5 overflow-x-auto overflow-y-hidden border-line-strong border-b max-md:-mr-4"
    >
      {tabs.map(({ id, name, query: kept }) => (
        <Link
          key={id}
          href={kept ? `/history?${kept}` : '/history'}
          aria-current={kept === query ? 'page' : undefined}
          className="relative flex h-9 max-w-60 items-center font-medium whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-0 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:bg-accent-ink"
        >
          <span className="truncate">{name}</span>
        </Link>
      ))}
      <Link
        href={manageHref}
        scroll={false}
        className="flex h-9 items-center gap-1 text-sm whitespace-nowrap text-ink-3 -outline-offset-2 hover:text-ink"
      >
        <Icon name="plus" className="size-3" />
        {words(views.length > 0 ? 'views.manage' : 'views.save')}
      </Link>
    </nav>
  )
}

import { useWords } from '#words'
import { Icon, type IconName } from '@/components/ui/icon'
import { NavLink } from '@/components/ui/nav-link'

const ROOMS = {
  overview: { href: '/', icon: 'overview' },
  channels: { href: '/channels', icon: 'channel' },
  verify: { href: '/verify', icon: 'shield' },
  jobs: { href: '/jobs', icon: 'running' },
  incidents: { href: '/incidents', icon: 'warning' },
  history: { href: '/history', icon: 'clock' },
  settings: { href: '/settings', icon: 'sliders' },
} as const satisfies Record<string, { href: string; icon: IconName }>

/** A page of the main navigation; `count` is what needs attention there, `running` what goes on there. */
export type NavItem = { room: keyof typeof ROOMS; count?: number; running?: number }

/** The main navigation; only the pages it is given are shown. */
export function Nav({ items }: { items: readonly NavItem[] }) {
  const words = useWords('shell')
  return (
    <ul className="grid gap-0.5">
      {items.map(({ room, count, running }) => (
        <li key={room}>
          <NavLink
            href={ROOMS[room].href}
            className="group flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-ink-2 hover:bg-hover aria-[current]:bg-press aria-[current]:text-ink max-md:h-11"
          >
            <span className="text-ink-3 group-aria-[current]:text-ink">
              <Icon name={ROOMS[room].icon} />
            </span>
            {words(room)}
            {count !== undefined && count > 0 && (
              <span className="ml-auto text-xs font-medium text-red-ink">{count}</span>
            )}
            {running !== undefined && running > 0 && (
              <span className="ml-auto text-xs font-medium text-blue-ink">{running}</span>
            )}
          </NavLink>
        </li>
      ))}
    </ul>
  )
}

import type { ReactNode } from 'react'
import { NavLink } from './nav-link'

export type Tab = { href: string; label: ReactNode; count?: number }

/** Tabs that are links, each with an address of its own; the current one follows the address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav
      aria-label={label}
      className="-mt-1 flex gap-5 overflow-x-auto overflow-y-hidden border-line-strong border-b max-md:-mr-4"
    >
      {tabs.map(({ href, label: word, count }) => (
        <NavLink
          key={href}
          href={href}
          className="relative flex h-9 items-center gap-1.5 font-medium whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-0 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:bg-accent-ink max-md:h-11"
        >
          {word}
          {count !== undefined && <span className="text-sm font-normal text-ink-3">{count}</span>}
        </NavLink>
      ))}
    </nav>
  )
}

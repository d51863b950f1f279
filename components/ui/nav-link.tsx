'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ComponentProps } from 'react'

/** A link that marks itself as current while the address is its own or, unless `exact` or `/`, below its own. */
export function NavLink({ exact, ...rest }: ComponentProps<typeof Link> & { href: string; exact?: boolean }) {
  const path = usePathname()
  const here = path === rest.href
  const below = !exact && rest.href !== '/' && path.startsWith(`${rest.href}/`)
  return (
    <Link
      {...rest}
      aria-current={here ? 'page' : below ? 'true' : undefined}
      // The menu of narrow screens outlives the page, so following one of its links closes it.
      onClick={(event) => event.currentTarget.closest('details')?.removeAttribute('open')}
    />
  )
}

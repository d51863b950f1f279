'use client'
import { lazy, Suspense, useState } from 'react'
import { useWords } from '#words'
import { Button } from '../controls/button'
import type { IconName } from '../icon'

const load = () => import('./menu-popup')
const Popup = lazy(() => load().then((module) => ({ default: module.MenuPopup })))

export type MenuItem = {
  label: string
  icon?: IconName
  href?: string
  onSelect?: () => void
  danger?: boolean
  /** Says why the item cannot be used now; it stays in the list. */
  disabledReason?: string
}

/** The `⋯` of a row (`small`) or a page. What matters must also be reachable without it: it needs script. */
export function Menu({ items, name, small }: { items: readonly MenuItem[]; name?: string; small?: boolean }) {
  const words = useWords('common')
  const [wanted, setWanted] = useState(false)
  const label = name === undefined ? words('more') : words('moreFor', { name })
  const size = small ? 'icon-sm' : 'icon'
  const button = (
    <Button
      variant={small ? 'quiet' : 'secondary'}
      size={size}
      icon="more"
      aria-label={label}
      aria-haspopup="menu"
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
    />
  )
  if (!wanted) return button
  return (
    <Suspense fallback={button}>
      <Popup items={items} label={label} small={small ?? false} />
    </Suspense>
  )
}

'use client'
import { Menu } from '@base-ui/react/menu'
import Link from 'next/link'
import { buttonStyles } from '../controls/button-styles'
import { Icon } from '../icon'
import type { MenuItem } from './menu'

const row =
  'flex min-h-8 items-center gap-2 rounded-sm px-2 text-sm outline-none data-disabled:text-ink-3 data-highlighted:bg-hover'

function Item({ item }: { item: MenuItem }) {
  const look = `${row} ${item.danger ? 'text-red-ink data-highlighted:bg-red-tint' : ''}`
  const face = (
    <>
      {item.icon && <Icon name={item.icon} />}
      <span>
        {item.label}
        {item.disabledReason && <span className="block text-xs text-ink-3">{item.disabledReason}</span>}
      </span>
    </>
  )
  if (item.href && !item.disabledReason)
    return (
      <Menu.LinkItem closeOnClick className={`${look} no-underline`} render={<Link href={item.href} />}>
        {face}
      </Menu.LinkItem>
    )
  return (
    <Menu.Item className={look} disabled={item.disabledReason !== undefined} onClick={item.onSelect}>
      {face}
    </Menu.Item>
  )
}

/** The open half of `Menu`; loaded with Base UI when a menu first opens. */
export function MenuPopup({ items, label, small }: { items: readonly MenuItem[]; label: string; small: boolean }) {
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger
        aria-label={label}
        className={buttonStyles({ variant: small ? 'quiet' : 'secondary', size: small ? 'icon-sm' : 'icon' })}
      >
        <Icon name="more" />
      </Menu.Trigger>
      <Menu.Portal container={document.getElementById('content') ?? undefined}>
        <Menu.Positioner align="end" sideOffset={4} className="z-30 outline-none">
          <Menu.Popup className="max-w-80 min-w-44 rounded-md bg-surface p-1 shadow-2 outline-none">
            {items.map((item) => (
              <Item key={item.label} item={item} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

'use client'
import { useEffect } from 'react'

/**
 * `j` and `k` move through the list: the focus from row to row, or the drawer from event to event while it is open. A click
 * anywhere in a row opens it, too.
 */
export function ListKeys() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey } = event
      if ((key !== 'j' && key !== 'k') || ctrlKey || metaKey || altKey || event.defaultPrevented) return
      if (target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog')) return
      event.preventDefault()
      const open = document.querySelector('aside[aria-labelledby="drawer-title"]')
      if (open) return open.querySelector<HTMLElement>(`a[data-key="${key}"]`)?.click()
      const rows = [...document.querySelectorAll<HTMLElement>('a[data-event]')]
      const at = rows.indexOf(document.activeElement as HTMLElement)
      const next = at === -1 ? (key === 'j' ? 0 : rows.length - 1) : at + (key === 'j' ? 1 : -1)
      rows[next]?.focus()
      rows[next]?.scrollIntoView({ block: 'nearest' })
    }
    const click = ({ target, button, defaultPrevented }: MouseEvent) => {
      if (button !== 0 || defaultPrevented || !(target instanceof Element) || getSelection()?.toString()) return
      if (target.closest('a, button, input, summary, label')) return
      target.closest('tr')?.querySelector<HTMLElement>('a[data-event]')?.click()
    }
    document.addEventListener('keydown', press)
    document.addEventListener('click', click)
    return () => {
      document.removeEventListener('keydown', press)
      document.removeEventListener('click', click)
    }
  }, [])
  return null
}

'use client'
import { useEffect } from 'react'

/** Shows the key `/`, which focuses the field with the id `target` unless something is being typed elsewhere. */
export function SlashKey({ target }: { target: string }) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const at = event.target
      if (at instanceof Element && at.closest('input, textarea, select, [contenteditable], dialog, [role="dialog"]'))
        return
      const field = document.getElementById(target)
      if (!(field instanceof HTMLInputElement)) return
      event.preventDefault()
      field.focus()
      field.select()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [target])
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute top-1.5 right-2 rounded-xs border border-line-strong px-1.5 font-mono text-xs/[18px] text-ink-3 max-md:hidden"
    >
      /
    </span>
  )
}

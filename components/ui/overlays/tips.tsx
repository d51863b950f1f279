'use client'
import { useEffect, useRef } from 'react'

const GAP = 6

/**
 * The one tip of the page: shows the `data-tip` of whatever the pointer or the focus is on, so that server components
 * can have tips for nothing. Esc closes it. It also makes a copied `<time>` give its ISO form.
 */
export function Tips() {
  const bubble = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const tip = bubble.current
    if (!tip) return
    const owner = (target: EventTarget | null) => (target instanceof Element ? target.closest('[data-tip]') : null)
    const hide = () => tip.hidePopover()
    const show = (event: Event) => {
      const target = owner(event.target)
      if (event.target === tip) return
      const text = target?.getAttribute('data-tip')
      if (!target || !text) return hide()
      tip.textContent = text
      tip.showPopover()
      const at = target.getBoundingClientRect()
      const above = at.top - tip.offsetHeight - GAP
      const left = Math.min(at.left, document.documentElement.clientWidth - tip.offsetWidth - GAP)
      tip.style.left = `${Math.max(GAP, left)}px`
      tip.style.top = `${above > GAP ? above : at.bottom + GAP}px`
    }
    const key = (event: KeyboardEvent) => event.key === 'Escape' && hide()
    const copy = (event: ClipboardEvent) => {
      const selection = getSelection()
      const start = selection?.anchorNode
      const node = (start instanceof Element ? start : start?.parentElement)?.closest('time')
      if (!node?.dateTime || !node.contains(selection?.focusNode ?? null)) return
      event.clipboardData?.setData('text/plain', node.dateTime)
      event.preventDefault()
    }
    const leave = new AbortController()
    const options = { signal: leave.signal, passive: true } as const
    document.addEventListener('pointerover', show, options)
    document.addEventListener('focusin', show, options)
    document.addEventListener('focusout', hide, options)
    document.addEventListener('scroll', hide, { ...options, capture: true })
    document.addEventListener('keydown', key, options)
    document.addEventListener('copy', copy, { signal: leave.signal })
    return () => leave.abort()
  }, [])
  return (
    <div
      ref={bubble}
      popover="manual"
      aria-hidden="true"
      className="fixed inset-auto m-0 max-w-80 rounded-sm border-0 bg-neutral-9 px-2 py-1 text-xs text-neutral-0 shadow-2 wrap-anywhere"
    />
  )
}

'use client'
import { useEffect, useState } from 'react'

/**
 * Keeps the page from being left by accident while `needed`: the browser asks before it is closed or loaded anew, and a link
 * in it is held back, so that the page can ask. Answers where that link leads.
 */
export function useStay(needed: boolean): { leavingTo: string | null; stay: () => void } {
  const [leavingTo, setLeavingTo] = useState<string | null>(null)
  useEffect(() => {
    if (!needed) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    const hold = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
      const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
      if (!link || link.target === '_blank' || link.hasAttribute('data-leave') || elsewhere) return
      event.preventDefault()
      event.stopPropagation()
      setLeavingTo(link.href)
    }
    window.addEventListener('beforeunload', ask)
    document.addEventListener('click', hold, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', ask)
      document.removeEventListener('click', hold, { capture: true })
    }
  }, [needed])
  return { leavingTo: needed ? leavingTo : null, stay: () => setLeavingTo(null) }
}

import { useEffect, useState } from 'react'

/** How long a pasted value may stay in a page. */
export const HELD_MS = 5 * 60_000

/** A pasted value that the next steps need, and the answer it belongs to. */
export interface Held {
  value: string
  /** The submission of the answer about this value. */
  of: string
  until: Date
}

/** Keeps one pasted value in this component and nowhere else, and wipes it after five minutes or when the page is left. */
export function useHeld() {
  const [held, setHeld] = useState<Held | null>(null)
  useEffect(() => {
    if (!held) return
    const wipe = () => setHeld(null)
    const timer = setTimeout(wipe, held.until.getTime() - Date.now())
    window.addEventListener('pagehide', wipe)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pagehide', wipe)
    }
  }, [held])
  return {
    held,
    hold: (value: string, of: string) => setHeld({ value, of, until: new Date(Date.now() + HELD_MS) }),
    wipe: () => setHeld(null),
  }
}

'use client'
import { useSyncExternalStore } from 'react'
import { timeZoneName } from '@/lib/words/preferences'

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone
const never = () => () => undefined

/** Offers the time zone of this browser, which only the browser knows, unless it is offered already. */
export function BrowserZone({ known, className }: { known: readonly string[]; className: string }) {
  const own = useSyncExternalStore(never, zone, () => '')
  if (own === '' || known.includes(own)) return null
  return (
    <button type="submit" name="timeZone" value={own} aria-pressed={false} className={className}>
      {timeZoneName(own)}
    </button>
  )
}

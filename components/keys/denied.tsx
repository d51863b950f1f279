import type { ReactNode } from 'react'
import { useWords } from '#words'

/** A button that cannot act, with why beside it. */
export function Denied({ children }: { children: ReactNode }) {
  const words = useWords('keys')
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {children}
      {/* The button says the same to screen readers. */}
      <p aria-hidden="true" className="text-sm text-ink-3">
        {words('denied')}
      </p>
    </div>
  )
}

'use client'
import { type ReactNode, useEffect, useRef } from 'react'

/** Takes the focus when `change` is no longer what it was, so that what an action brought is read out and not lost. */
export function FocusOn({
  change,
  className = 'gap-4.5',
  children,
}: {
  change: string
  className?: string
  children: ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  const before = useRef(change)
  useEffect(() => {
    if (before.current === change) return
    before.current = change
    box.current?.focus()
  }, [change])
  return (
    <div ref={box} tabIndex={-1} className={`grid outline-none empty:hidden ${className}`}>
      {children}
    </div>
  )
}

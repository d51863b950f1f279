'use client'
import { useEffect, useState } from 'react'
import { elapsedText } from './elapsed-text'

type Props = { since: string; now: number; label: string; className?: string }

/** How long something goes on already, second by second; like `TickingTime` it begins with the server's instant. */
export function Elapsed({ since, now, label, className }: Props) {
  const [current, setCurrent] = useState(now)
  useEffect(() => {
    const start = Date.now()
    setCurrent(now)
    const timer = setInterval(() => setCurrent(now + Date.now() - start), 1000)
    return () => clearInterval(timer)
  }, [now])
  return (
    <span role="timer" aria-label={label} className={`tabular-nums ${className ?? ''}`}>
      {elapsedText(current - new Date(since).getTime())}
    </span>
  )
}

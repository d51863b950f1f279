'use client'
import { useEffect, useState } from 'react'
import { useWords } from '#words'
import { formatRelative } from '@/lib/words/format'

const tickers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** Calls back every 10 s, all times of the page together. */
function onTick(tick: () => void): () => void {
  tickers.add(tick)
  timer ??= setInterval(() => {
    for (const each of tickers) each()
  }, 10_000)
  return () => {
    tickers.delete(tick)
    if (tickers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

type Props = { iso: string; now: number; full: string; className?: string | undefined }

/**
 * A relative time that goes on. It begins with the server's instant, so that the first paint is the same on both
 * sides and a wrong clock in the browser does no harm.
 */
export function TickingTime({ iso, now, full, className }: Props) {
  const words = useWords('common')
  const [current, setCurrent] = useState(now)
  useEffect(() => {
    const start = Date.now()
    setCurrent(now)
    return onTick(() => setCurrent(now + Date.now() - start))
  }, [now])
  return (
    <time
      dateTime={iso}
      data-tip={full}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the full time must be reachable without a mouse
      tabIndex={0}
      className={className}
    >
      {formatRelative(new Date(iso), new Date(current), words)}
      <span className="sr-only select-none">, {full}</span>
    </time>
  )
}

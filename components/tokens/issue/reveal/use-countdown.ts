'use client'
import { useEffect, useRef, useState } from 'react'

/** Seconds left, and `onEnd` when there are none; a sleeping machine counts too. */
export function useCountdown(seconds: number, onEnd: () => void): number {
  const [left, setLeft] = useState(seconds)
  const end = useRef(onEnd)
  end.current = onEnd
  useEffect(() => {
    const until = Date.now() + seconds * 1000
    const timer = setInterval(() => {
      const now = Math.ceil((until - Date.now()) / 1000)
      setLeft(Math.max(0, now))
      if (now <= 0) end.current()
    }, 1000)
    return () => clearInterval(timer)
  }, [seconds])
  return left
}

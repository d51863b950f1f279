'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Has the page drawn anew every `seconds` for as long as it stands there and is looked at; draws nothing. */
export function RefreshWhile({ seconds }: { seconds: number }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, seconds * 1000)
    return () => clearInterval(timer)
  }, [router, seconds])
  return null
}

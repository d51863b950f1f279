'use client'
import { useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/controls/button'

const never = () => () => {}

/** Prints the page; without script there is only the browser's own way, so it is not shown then. */
export function PrintButton({ children }: { children: string }) {
  const hasScript = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  return (
    <Button onClick={() => window.print()} className={hasScript ? '' : 'invisible'}>
      {children}
    </Button>
  )
}

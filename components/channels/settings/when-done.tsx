'use client'
import type { ReactNode } from 'react'
import { useShown } from '@/components/ui/forms/action-form'

/** Stands in a form once its action is done, until it is sent again. */
export function WhenDone({ children }: { children: ReactNode }) {
  return useShown() === null ? null : children
}

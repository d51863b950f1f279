import type { ReactNode } from 'react'
import { useWords } from '#words'
import { Icon } from '../icon'

/** What is wrong with a field and what to do, beside that field. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  const words = useWords('common')
  return (
    <p id={id} className="flex gap-1.5 text-sm text-red-ink">
      <Icon name="unknown" className="mt-px size-4" />
      <span>
        <span className="sr-only">{words('errorPrefix')} </span>
        {children}
      </span>
    </p>
  )
}

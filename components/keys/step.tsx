import type { ReactNode } from 'react'
import { useWords } from '#words'
import { Icon } from '@/components/ui/icon'

export type StepState = 'done' | 'now' | 'later'

const MARK: Record<StepState, string> = {
  done: 'border-transparent text-accent-ink',
  now: 'border-accent bg-accent text-on-accent',
  later: 'border-line-strong text-ink-3',
}

/** One step of a task: its number or a check, what it is, and what to do while it is its turn. */
export function Step({
  number,
  state,
  title,
  children,
}: {
  number: number
  state: StepState
  title: string
  children: ReactNode
}) {
  const words = useWords('keys')
  return (
    <li
      aria-current={state === 'now' ? 'step' : undefined}
      className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-3 border-line border-b px-4 py-4 last:border-b-0"
    >
      <span
        aria-hidden="true"
        className={`grid size-6 place-items-center rounded-full border text-xs font-semibold ${MARK[state]}`}
      >
        {state === 'done' ? <Icon name="done" className="size-5" /> : number}
      </span>
      <div className="grid min-w-0 gap-2">
        <h3 className={`leading-6 font-medium ${state === 'later' ? 'text-ink-3' : ''}`}>
          <span className="sr-only">
            {words('step', { number })}
            {state === 'done' && `, ${words('stepDone')}`}:{' '}
          </span>
          {title}
        </h3>
        {children}
      </div>
    </li>
  )
}

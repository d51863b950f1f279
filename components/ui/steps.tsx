import type { ReactNode } from 'react'
import { Icon } from './icon'

export type Step = { state: 'done' | 'open' | 'wrong'; title: ReactNode; aside?: ReactNode; text?: ReactNode }

const LOOK = {
  done: { icon: 'done', ink: 'text-accent-ink', title: '' },
  open: { icon: 'todo', ink: 'text-ink-3', title: 'text-ink-2' },
  wrong: { icon: 'unproven', ink: 'text-red-ink', title: 'text-red-ink' },
} as const

/** What happened one after another, each with its time at the right and its proof below. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="grid">
      {steps.map(({ state, title, aside, text }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: steps only ever grow at the end
          key={index}
          className="group grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-3 pb-3.5 text-sm last:pb-0"
        >
          <span
            className={`relative row-span-2 ${LOOK[state].ink} after:absolute after:top-5 after:-bottom-3 after:left-[7.25px] after:border-line-strong after:border-l-[1.5px] group-last:after:hidden`}
          >
            <Icon name={LOOK[state].icon} className="mt-px size-4" />
          </span>
          <span className={`font-semibold ${LOOK[state].title}`}>{title}</span>
          <span className="text-ink-3">{aside}</span>
          {text && <span className="col-span-2 col-start-2 text-xs/[18px] text-ink-2">{text}</span>}
        </li>
      ))}
    </ol>
  )
}

import { cva } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

export type Tone = 'amber' | 'red' | 'blue' | 'ok' | 'off'

const look = cva('inline-flex h-5.5 max-w-full items-center gap-1.25 rounded-sm text-xs whitespace-nowrap', {
  variants: {
    tone: {
      amber: 'bg-amber-tint pr-1.75 pl-1.5 font-medium text-amber-ink',
      red: 'bg-red-tint pr-1.75 pl-1.5 font-medium text-red-ink',
      blue: 'bg-blue-tint pr-1.75 pl-1.5 font-medium text-blue-ink',
      ok: 'text-ink-3 [&>svg]:text-accent-ink',
      off: 'text-ink-3',
    },
  },
})

/**
 * The state of one thing: icon, word and colour; `meaning` says what it means and what to do, on hover, on focus and
 * to screen readers. OK, disabled and ended have no ground.
 */
export function Badge({
  tone,
  icon,
  meaning,
  children,
}: {
  tone: Tone
  icon: IconName
  meaning?: string
  children: ReactNode
}) {
  return (
    <span className={look({ tone })} data-tip={meaning} tabIndex={meaning === undefined ? undefined : 0}>
      <Icon name={icon} className="size-3.5" />
      {children}
      {meaning !== undefined && <span className="sr-only select-none">. {meaning}</span>}
    </span>
  )
}

/** A tag that people gave to a thing; no meaning of its own. */
export function Tag({ children }: { children: ReactNode }) {
  return (
    <span className="inline-block rounded-sm border border-line-strong px-1.5 text-xs/[18px] whitespace-nowrap text-ink-2">
      {children}
    </span>
  )
}

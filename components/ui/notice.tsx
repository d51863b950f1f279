import { cva } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

type NoticeTone = 'amber' | 'red' | 'blue' | 'plain'
const ICONS: Record<NoticeTone, IconName> = { amber: 'warning', red: 'unknown', blue: 'info', plain: 'info' }
const look = cva('flex gap-2.5 rounded-lg border px-3.5 py-2.5 text-sm', {
  variants: {
    tone: {
      amber: 'border-amber-line bg-amber-tint text-amber-ink',
      red: 'border-red-line bg-red-tint text-red-ink',
      blue: 'border-blue-line bg-blue-tint text-blue-ink',
      plain: 'border-line-strong bg-surface text-ink-2',
    },
  },
})

type Props = {
  tone: NoticeTone
  title?: ReactNode
  icon?: IconName
  /** `alert` interrupts a screen reader: for answers to what was just done. `status` waits. None for standing notices. */
  live?: 'alert' | 'status'
  actions?: ReactNode
  children?: ReactNode
}

/** What happened and what to do, where it happened. */
export function Notice({ tone, title, icon, live, actions, children }: Props) {
  return (
    <div role={live} className={look({ tone })}>
      <Icon name={icon ?? ICONS[tone]} className="mt-px size-4" />
      <div className="min-w-0 flex-1 wrap-anywhere">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}

import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

type Props = { icon: IconName; action?: ReactNode; children: ReactNode }

/** Where a list would be: an icon, one sentence, one button that starts the task. */
export function EmptyState({ icon, action, children }: Props) {
  return (
    <div className="grid justify-items-center gap-3 px-4 py-14 text-center text-ink-2">
      <span className="grid size-10 place-items-center rounded-lg border border-line-strong bg-sunken text-ink-3">
        <Icon name={icon} className="size-5" />
      </span>
      <p className="max-w-105">{children}</p>
      {action}
    </div>
  )
}

import type { ReactNode } from 'react'
import { Icon, type IconName } from '@/components/ui/icon'

type Props = {
  icon: IconName
  title: ReactNode
  text: ReactNode
  reference?: ReactNode
  actions?: ReactNode
  dense?: boolean
}

/** Instead of a page: what happened, what to do, and the way on. */
export function MessageBody({ icon, title, text, reference, actions, dense }: Props) {
  return (
    <div className={`mx-auto grid w-full max-w-105 content-center gap-4 px-6 ${dense ? 'py-8' : 'py-[16vh]'}`}>
      <span className="grid size-10 place-items-center rounded-lg border border-line-strong bg-surface text-ink-3">
        <Icon name={icon} className="size-5" />
      </span>
      <div className="grid gap-1">
        <h1 className="text-lg font-semibold tracking-[-0.01em]">{title}</h1>
        <p className="text-ink-2">{text}</p>
        {reference && <p className="mt-1 text-sm text-ink-3">{reference}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}

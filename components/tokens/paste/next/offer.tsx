import type { ReactNode } from 'react'
import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { buttonStyles } from '@/components/ui/controls/button-styles'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'

type Props = {
  title: string
  text: string
  button: string
  danger?: boolean
  /** Why this person may not. */
  denied: string | undefined
  /** What must be there first. */
  missing?: ReactNode
  /** True when something in it was refused. */
  open: boolean
  children: ReactNode
}

/** Something that can be done with a pasted token; the form unfolds below its button, without script too. */
export function Offer({ title, text, button, danger, denied, missing, open, children }: Props) {
  return (
    <Panel title={title}>
      <div className="grid gap-3.5 p-4">
        <p className="text-sm text-ink-2">{text}</p>
        {denied !== undefined ? (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <Button disabledReason={denied}>{button}</Button>
            {/* The button says the same to screen readers. */}
            <p aria-hidden="true" className="text-sm text-ink-3">
              {denied}
            </p>
          </div>
        ) : (
          (missing ?? (
            <details open={open} className="group">
              <summary
                className={`${buttonStyles({ variant: danger ? 'danger' : 'secondary' })} cursor-pointer list-none [&::-webkit-details-marker]:hidden`}
              >
                {button}
                <Icon name="down" className="size-3.5 group-open:rotate-180" />
              </summary>
              <div className="mt-3.5">{children}</div>
            </details>
          ))
        )}
      </div>
    </Panel>
  )
}

/** Says that a channel must be added before anything can be done. */
export function AddChannelFirst({ text }: { text: string }) {
  const words = useWords('actions')
  return (
    <Notice
      tone="amber"
      actions={
        <ButtonLink size="sm" href="/channels/new">
          {words('paste.addChannel')}
        </ButtonLink>
      }
    >
      {text}
    </Notice>
  )
}

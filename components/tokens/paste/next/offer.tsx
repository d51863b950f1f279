import type { ReactNode } from 'react'
import { Button } from '@/components/ui/controls/button'
import { buttonStyles } from '@/components/ui/controls/button-styles'
import { Icon } from '@/components/ui/icon'
import { PanelPart } from '@/components/ui/panel'

type Props = {
  text: string
  button: string
  danger?: boolean
  /** Why this person may not. */
  denied: string | undefined
  /** What must be there first, in place of the button. */
  missing?: ReactNode
  /** True when something in it was refused. */
  open: boolean
  children: ReactNode
}

/** Something that can be done with a pasted token; the form unfolds below its button, without script too. */
export function Offer({ text, button, danger, denied, missing, open, children }: Props) {
  const look = `${buttonStyles({ variant: danger ? 'danger' : 'secondary' })} cursor-pointer list-none [&::-webkit-details-marker]:hidden`
  return (
    <PanelPart>
      <p className="mb-3 text-sm text-ink-2">{text}</p>
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
            <summary className={look}>
              {button}
              <Icon name="down" className="size-3.5 group-open:rotate-180" />
            </summary>
            <div className="mt-3.5">{children}</div>
          </details>
        ))
      )}
    </PanelPart>
  )
}

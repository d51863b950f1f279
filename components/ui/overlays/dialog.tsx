'use client'
import { createContext, lazy, type ReactNode, Suspense, use, useMemo, useState } from 'react'
import { Button } from '../controls/button'
import type { ButtonLook } from '../controls/button-styles'
import type { IconName } from '../icon'

const load = () => import('./dialog-popup')
// The library behind it is heavy, so it is fetched when a dialog is about to open, not with the page.
const Popup = lazy(() => load().then((module) => ({ default: module.DialogPopup })))

export type DialogBody = {
  title: ReactNode
  /** One line under the title. */
  description?: ReactNode
  /** `sheet` is a 600 px column at the right; `dialog` stands in the middle. */
  kind?: 'dialog' | 'sheet'
  /** Stands below a line: what is to know at the left, buttons at the right. */
  footer?: ReactNode
  /** Asked before it closes by Esc, a click outside or the cross; answering false keeps it open. */
  mayClose?: () => boolean
  children: ReactNode
}

const Closing = createContext<() => void>(() => undefined)

/** Closes the dialog around this component, without asking. */
export const useCloseDialog = () => use(Closing)

/** A dialog or sheet whose owner says when it is open. */
export function Dialog({
  open,
  onOpenChange,
  ...body
}: DialogBody & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const [used, setUsed] = useState(open)
  if (open && !used) setUsed(true)
  const close = useMemo(() => () => onOpenChange(false), [onOpenChange])
  if (!used) return null
  return (
    <Suspense fallback={null}>
      <Closing value={close}>
        <Popup open={open} onOpenChange={onOpenChange} {...body} />
      </Closing>
    </Suspense>
  )
}

type Trigger = ButtonLook & { button: ReactNode; icon?: IconName; buttonLabel?: string }

/** A button that opens a dialog; its children may come from the server. */
export function DialogButton({ button, buttonLabel, icon, variant, size, wide, ...body }: DialogBody & Trigger) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        {...{ variant, size, wide }}
        {...(icon && { icon })}
        aria-haspopup="dialog"
        aria-label={buttonLabel}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        {button}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} {...body} />
    </>
  )
}

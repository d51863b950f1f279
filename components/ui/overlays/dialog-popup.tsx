'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useWords } from '#words'
import { buttonStyles } from '../controls/button-styles'
import { Icon } from '../icon'
import type { DialogBody } from './dialog'

const PLACE = {
  dialog:
    'top-[12vh] left-1/2 max-h-[80vh] w-[min(480px,calc(100vw-32px))] -translate-x-1/2 rounded-lg data-ending-style:opacity-0 data-starting-style:opacity-0',
  sheet:
    'inset-y-0 right-0 w-[min(600px,100vw)] data-ending-style:translate-x-8 data-ending-style:opacity-0 data-starting-style:translate-x-8 data-starting-style:opacity-0',
} as const

/** The open half of `Dialog`; loaded with Base UI when a dialog first opens. */
export function DialogPopup({
  open,
  onOpenChange,
  title,
  description,
  kind = 'dialog',
  footer,
  mayClose,
  children,
}: DialogBody & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const words = useWords('common')
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next, details) => {
        if (!next && mayClose && !mayClose()) details.cancel()
        else onOpenChange(next)
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          className={`fixed z-30 flex flex-col bg-surface shadow-3 outline-none transition-[opacity,translate] duration-200 ${PLACE[kind]}`}
        >
          <header
            className={`flex min-h-15 shrink-0 items-center gap-3 px-5 py-2 ${kind === 'sheet' ? 'border-line-strong border-b' : ''}`}
          >
            <div className="min-w-0 flex-1">
              <Dialog.Title className="text-md font-semibold">{title}</Dialog.Title>
              {description && (
                <Dialog.Description render={<div />} className="text-xs/[18px] text-ink-3">
                  {description}
                </Dialog.Description>
              )}
            </div>
            <Dialog.Close className={buttonStyles({ variant: 'quiet', size: 'icon' })} aria-label={words('close')}>
              <Icon name="close" />
            </Dialog.Close>
          </header>
          <div className={`flex flex-1 flex-col gap-4.5 overflow-auto px-5 ${kind === 'sheet' ? 'py-4' : 'pt-1 pb-5'}`}>
            {children}
          </div>
          {footer && (
            <footer className="flex min-h-15 shrink-0 flex-wrap items-center justify-end gap-2 border-line-strong border-t px-5 py-3.5">
              {footer}
            </footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

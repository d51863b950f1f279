'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react'
import { useWords } from '#words'
import { buttonStyles } from '../controls/button-styles'
import { Icon } from '../icon'

type Props = {
  title: ReactNode
  /** One line under the title. */
  description?: ReactNode
  kind?: 'dialog' | 'sheet'
  /** The address without the dialog. */
  closeHref: string
  /** Asked before it closes by Esc, a click outside or the cross; answering false keeps it open. */
  mayClose?: () => boolean
  /** The address of the link that gets the focus when what opened the dialog is gone by then, such as a menu's item. */
  returnTo?: string
  children: ReactNode
}

const PLACE = {
  dialog: 'inset-x-0 top-[10vh] bottom-auto mx-auto max-h-[84vh] w-[min(520px,calc(100vw-32px))] rounded-lg',
  sheet: 'inset-y-0 right-0 left-auto h-dvh w-[min(600px,100vw)]',
} as const

/**
 * A dialog that is open because the address says so. It comes from the server, so that it works without script; with
 * script it is modal, and the focus goes back to where it was.
 */
export function PageDialog({ title, description, kind = 'dialog', closeHref, mayClose, returnTo, children }: Props) {
  const words = useWords('common')
  const router = useRouter()
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const close = useRef(() => {})
  close.current = () => {
    if (!mayClose || mayClose()) router.push(closeHref, { scroll: false })
  }

  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    element.removeAttribute('open')
    element.showModal()
    // Not the first thing that can take it, which is the cross; a destructive button even less.
    ;(element.querySelector<HTMLElement>('[data-autofocus]') ?? element).focus()
    // Closing gives the focus back; taking the element away would not.
    return () => {
      element.close()
      const now = document.activeElement
      if (now && now !== document.body && !element.contains(now)) return
      const link = returnTo && document.querySelector<HTMLElement>(`a[href="${returnTo}"]`)
      const back = link || document.getElementById('content')
      back?.focus({ preventScroll: true })
    }
  }, [returnTo])

  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      close.current()
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [])

  return (
    <dialog
      ref={dialog}
      open
      tabIndex={-1}
      // Esc is ours: a second one would otherwise close it without asking.
      closedby="none"
      aria-labelledby={titleId}
      onMouseDown={(event) => event.target === event.currentTarget && close.current()}
      className={`fixed z-30 m-0 flex max-w-none flex-col border-0 bg-surface p-0 text-ink shadow-3 outline-none backdrop:bg-scrim ${kind === 'sheet' ? 'max-h-none' : ''} ${PLACE[kind]}`}
    >
      <header
        className={`flex min-h-15 shrink-0 gap-3 px-5 ${kind === 'sheet' ? 'items-center border-line-strong border-b py-2' : 'items-start pt-4 pb-2.5'}`}
      >
        <div className="min-w-0 flex-1">
          <h2 id={titleId} className="text-md font-semibold wrap-anywhere">
            {title}
          </h2>
          {description && <div className="text-xs/[18px] text-ink-3">{description}</div>}
        </div>
        <Link
          href={closeHref}
          scroll={false}
          aria-label={words('close')}
          onClick={(event) => {
            event.preventDefault()
            close.current()
          }}
          className={buttonStyles({ variant: 'quiet', size: 'icon' })}
        >
          <Icon name="close" />
        </Link>
      </header>
      <div
        className={`flex flex-1 flex-col gap-4.5 overflow-auto overscroll-contain px-5 ${kind === 'sheet' ? 'py-4' : 'pt-1 pb-5'}`}
      >
        {children}
      </div>
    </dialog>
  )
}

/** The foot of a dialog: what is to know at the left, buttons at the right. */
export function DialogFoot({ note, children }: { note?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {note !== undefined && <span className="mr-auto text-sm text-ink-3 max-md:basis-full">{note}</span>}
      {children}
    </div>
  )
}

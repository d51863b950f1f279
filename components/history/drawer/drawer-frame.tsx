'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'

type Props = { seq: string; labelledBy: string; closeHref: string; children: ReactNode }

/** A drawer beside the list, without a scrim. It takes the focus when it opens, Esc closes it, and its row gets the focus back. */
export function DrawerFrame({ seq, labelledBy, closeHref, children }: Props) {
  const router = useRouter()
  const frame = useRef<HTMLElement>(null)
  const shown = useRef(seq)
  shown.current = seq

  useEffect(() => {
    frame.current?.scrollTo(0, 0)
    frame.current?.focus({ preventScroll: true })
    document.querySelector(`a[data-event="${seq}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [seq])

  useEffect(
    () => () => {
      const row = document.querySelector<HTMLElement>(`a[data-event="${shown.current}"]`)
      row?.focus({ preventScroll: true })
    },
    [],
  )

  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return
      event.preventDefault()
      router.push(closeHref, { scroll: false })
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [router, closeHref])

  return (
    <aside
      ref={frame}
      tabIndex={-1}
      aria-labelledby={labelledBy}
      className="fixed top-[var(--banner)] right-0 bottom-0 z-20 w-[min(440px,100vw)] overflow-y-auto overscroll-contain border-line-strong border-l bg-surface shadow-3 outline-none xl:shadow-none"
    >
      {children}
    </aside>
  )
}

'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'

type Props = { field: string; text: string; href: string; children: ReactNode }

/** Writes the beginning of a term into the search; without script it leads to the address that has it there. */
export function AddKey({ field, text, href, children }: Props) {
  return (
    <Link
      href={href}
      prefetch={false}
      onClick={(event) => {
        const input = document.querySelector<HTMLInputElement>(`input[name="${field}"]`)
        if (!input) return
        event.preventDefault()
        input.value = [input.value.trimEnd(), text].filter(Boolean).join(' ')
        input.focus()
        input.setSelectionRange(input.value.length, input.value.length)
      }}
      className="relative inline-flex h-6 items-center gap-1 rounded-sm border border-control border-dashed px-1.5 text-ink-2 after:absolute after:inset-x-0 after:-inset-y-2 hover:bg-hover"
    >
      <Icon name="plus" className="size-3" />
      {children}
    </Link>
  )
}

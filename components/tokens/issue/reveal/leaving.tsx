'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { Notice } from '@/components/ui/notice'

type Props = { title: string; text: string; onStay: () => void; children: ReactNode }

/** Asked before what can be read only here goes; `children` is the way to go all the same. */
export function Leaving({ title, text, onStay, children }: Props) {
  const words = useWords('actions')
  const stay = useRef<HTMLButtonElement>(null)
  useEffect(() => stay.current?.focus(), [])
  return (
    <Notice
      tone="red"
      live="alert"
      icon="warning"
      title={title}
      actions={
        <>
          <Button ref={stay} size="sm" onClick={onStay}>
            {words('issue.stay')}
          </Button>
          {children}
        </>
      }
    >
      {text}
    </Notice>
  )
}

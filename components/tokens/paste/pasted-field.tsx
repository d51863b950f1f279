'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '#words'
import { TextArea } from '@/components/ui/controls/text-area'
import { useAnswered } from '@/components/ui/forms/action-form'
import { Notice } from '@/components/ui/notice'
import { HELD_MS } from './use-held'

/** Longer than any token, and less than a form may carry, so that whatever is pasted gets an answer. */
const CARRIED = 9_000

type Props = {
  /** The value, if this page still holds it: then nobody is asked to paste it again. */
  held?: string | undefined
  label?: ReactNode
  hint?: ReactNode
  rows?: number
  /** Told what is sent, as it is sent. */
  onSent?: (value: string) => void
}

/**
 * The field of an `ActionForm` for a value that must not be kept. It is never filled in again, and what the page still
 * holds joins the form only as it is sent, so the value never stands in the page's markup.
 */
export function PastedField({ held, label, hint, rows = 3, onSent }: Props) {
  const words = useWords('actions')
  const { error, refused } = useAnswered('pasted')
  const box = useRef<HTMLDivElement>(null)
  const sent = useRef(onSent)
  sent.current = onSent

  useEffect(() => {
    const form = box.current?.closest('form')
    if (!form) return
    const join = ({ formData }: FormDataEvent) => {
      const value = (held ?? String(formData.get('pasted') ?? '')).slice(0, CARRIED)
      formData.set('pasted', value)
      sent.current?.(value)
    }
    form.addEventListener('formdata', join)
    return () => form.removeEventListener('formdata', join)
  }, [held])
  useWipe(box)

  if (held !== undefined)
    return (
      <div ref={box} className="empty:hidden">
        {error && (
          <Notice tone="red" live="alert">
            {error}
          </Notice>
        )}
      </div>
    )
  return (
    <div ref={box}>
      <TextArea
        name="pasted"
        rows={rows}
        label={label ?? words('paste.again')}
        hint={refused ? words('paste.againHint') : (hint ?? words('paste.againHint'))}
        error={error}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        aria-required
      />
    </div>
  )
}

/** Empties the field when the page is left, and five minutes after the last key or paste. */
function useWipe(box: { current: HTMLElement | null }) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const wipe = () => {
      const field = box.current?.querySelector('textarea')
      if (field) field.value = ''
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(wipe, HELD_MS)
    }
    const place = box.current
    place?.addEventListener('input', later)
    window.addEventListener('pagehide', wipe)
    return () => {
      clearTimeout(timer)
      place?.removeEventListener('input', later)
      window.removeEventListener('pagehide', wipe)
    }
  }, [box])
}

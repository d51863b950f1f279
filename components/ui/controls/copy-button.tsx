'use client'
import { useEffect, useState } from 'react'
import { useWords } from '#words'
import { Icon } from '../icon'
import { announce } from '../overlays/announce'
import { buttonStyles } from './button-styles'

type Props = {
  /** What is copied. */
  text: string
  /** What it is, in words: `key ID`. */
  thing: string
  /** Shows a word beside the icon, "Copy" or another, as a button of ordinary size. */
  word?: boolean | string
  /** What the tip says instead of `Copy key ID`; never a secret. */
  tip?: string
  className?: string
  /** Told once the text is in the clipboard. */
  onCopied?: () => void
}

/** Copies a text, shows a check for two seconds and says so to screen readers. */
export function CopyButton({ text, thing, word, tip, className, onCopied }: Props) {
  const words = useWords('common')
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
      announce(words('copied'))
      onCopied?.()
    } catch {
      // Without permission, or over plain http, the browser gives no clipboard.
      setState('failed')
      announce(words('copyFailed'))
    }
  }
  const icon = state === 'copied' ? 'check' : state === 'failed' ? 'warning' : 'copy'
  const label = words('copyThing', { thing })
  const small =
    'relative inline-grid size-5 shrink-0 place-items-center rounded-[4px] align-middle text-ink-3 after:absolute after:-inset-3 hover:bg-press hover:text-ink'
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={label}
      data-tip={state === 'failed' ? words('copyFailed') : (tip ?? (word ? undefined : label))}
      className={`${word ? buttonStyles({ size: 'sm' }) : small} ${className ?? ''}`}
    >
      <Icon name={icon} className="size-3.5" />
      {word && (state === 'copied' ? words('copied') : word === true ? words('copy') : word)}
    </button>
  )
}

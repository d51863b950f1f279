import type { ReactNode } from 'react'
import { LANGUAGE_CODES, LANGUAGES, type Language } from '@/lib/words/languages'
import { Brand } from './brand'

type Props = {
  title: ReactNode
  text?: ReactNode
  /** The one button, in its form. */
  action?: ReactNode
  /** Small print under the button. */
  note?: ReactNode
  /** Stands above the title: why the reader is here (a `Notice`). */
  notice?: ReactNode
  /** The language shown as current; from `getReader()`. */
  language: Language
}

/** The page outside the console: signing in, being signed out, having no role. Its languages work without script. */
export function Door({ title, text, action, note, notice, language }: Props) {
  return (
    <div className="grid min-h-[calc(100dvh-var(--banner))] grid-rows-[1fr_auto]">
      <main className="grid content-center justify-center gap-5 pb-10 grid-cols-[min(336px,calc(100vw-48px))]">
        <Brand large />
        {notice}
        <div className="grid gap-1">
          <h1 className="text-lg font-semibold tracking-[-0.01em]">{title}</h1>
          {text && <p className="text-ink-2">{text}</p>}
        </div>
        {action}
        {note && <p className="text-xs text-ink-3">{note}</p>}
      </main>
      <form action="/preferences" method="post" className="flex justify-center gap-2 p-3.5 text-sm text-ink-3">
        {LANGUAGE_CODES.map((code) => (
          <button
            key={code}
            type="submit"
            name="language"
            value={code}
            lang={code}
            aria-pressed={code === language}
            className="h-11 px-2.5 underline-offset-3 hover:underline aria-pressed:font-medium aria-pressed:text-ink"
          >
            {LANGUAGES[code].name}
          </button>
        ))}
      </form>
    </div>
  )
}

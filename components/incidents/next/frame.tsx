import type { ReactNode } from 'react'
import { useWords } from '#words'

type Props = { title: ReactNode; children: ReactNode; more?: number }

/** The one thing to do now: what it is in large, why in a sentence, and its button. */
export function Frame({ title, children, more = 0 }: Props) {
  const words = useWords('incidents')
  return (
    <>
      <h2 className="mt-0.5 text-lg font-semibold tracking-[-0.01em] wrap-anywhere">{title}</h2>
      <div className="mt-2 grid max-w-180 gap-3.5 text-ink-2">{children}</div>
      {more > 0 && <p className="mt-3 text-sm text-ink-3">{words('now.more', { count: more })}</p>}
    </>
  )
}

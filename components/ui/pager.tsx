import type { ReactNode } from 'react'
import { useWords } from '#words'
import { Button, ButtonLink } from './controls/button'

type Props = { summary?: ReactNode; previous?: string | undefined; next?: string | undefined }

/** The foot of a list: what is shown, and links to the page before and after. */
export function Pager({ summary, previous, next }: Props) {
  const words = useWords('common')
  const step = (word: string, href: string | undefined, rel: 'prev' | 'next') =>
    href === undefined ? (
      <Button size="sm" aria-disabled="true">
        {word}
      </Button>
    ) : (
      <ButtonLink size="sm" href={href} rel={rel}>
        {word}
      </ButtonLink>
    )
  return (
    <nav
      aria-label={words('pages')}
      className="flex min-h-11 items-center gap-2 border-line-strong border-t px-4 text-sm text-ink-3"
    >
      <span className="mr-auto">{summary}</span>
      {step(words('previous'), previous, 'prev')}
      {step(words('next'), next, 'next')}
    </nav>
  )
}

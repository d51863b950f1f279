import Link from 'next/link'
import type { ReactNode } from 'react'
import { useWords } from '#words'
import { Icon } from '@/components/ui/icon'
import type { Language } from '@/lib/words/languages'
import { type Theme, timeZoneName } from '@/lib/words/preferences'
import { Brand } from './brand'
import { Nav, type NavItem } from './nav'
import { Person, type PersonView } from './person'
import { PreferencesForm } from './preferences-form'

type Props = {
  items: readonly NavItem[]
  person: PersonView
  /** What the reader chose; from `getReader()`. */
  reader: { language: Language; timeZone: string; theme: Theme }
  /** The sign-out form, with `SignOutButton` in it. */
  signOut: ReactNode
  /** Stands above the navigation, for the palette. */
  find?: ReactNode
  children: ReactNode
}

/** The frame of every page behind sign-in: navigation at the left, at the top when narrow; works without script. */
export function Shell({ items, person, reader, signOut, find, children }: Props) {
  const words = useWords('shell')
  const foot = (
    <>
      <details className="group rounded-md open:bg-sunken">
        <summary
          aria-label={`${words('preferences')}: ${words('timesIn', { zone: timeZoneName(reader.timeZone) })}`}
          className="flex h-8 items-center gap-2.5 rounded-md px-2 text-sm text-ink-2 hover:bg-hover max-md:h-11"
        >
          <Icon name="clock" />
          <span className="truncate">{words('timesIn', { zone: timeZoneName(reader.timeZone) })}</span>
          <span className="ml-auto text-ink-3 group-open:rotate-180">
            <Icon name="up" className="size-3" />
          </span>
        </summary>
        <PreferencesForm {...reader} />
      </details>
      {signOut}
      <Person person={person} />
    </>
  )
  return (
    <div className="md:grid md:min-h-[calc(100dvh-var(--banner))] md:grid-cols-[208px_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="sr-only z-40 rounded-md bg-surface px-3 py-2 shadow-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {words('skip')}
      </a>
      <header className="sticky top-0 z-10 border-line-strong border-b bg-canvas md:hidden print:hidden">
        <details className="group">
          <summary className="flex h-13 items-center px-4" aria-label={words('menu')}>
            <Brand />
            <span className="ml-auto grid size-11 -mr-3 place-items-center">
              <span className="group-open:hidden">
                <Icon name="menu" />
              </span>
              <span className="hidden group-open:block">
                <Icon name="close" />
              </span>
            </span>
          </summary>
          <div className="grid max-h-[calc(100dvh-52px)] gap-3 overflow-auto border-line border-t px-2 pt-2 pb-4">
            <nav aria-label={words('main')}>
              <Nav items={items} />
            </nav>
            <div className="grid gap-0.5 border-line border-t pt-2">{foot}</div>
          </div>
        </details>
      </header>
      <header className="sticky top-[var(--banner)] flex h-[calc(100dvh-var(--banner))] flex-col overflow-y-auto border-line border-r px-3 pt-4 pb-3 max-md:hidden print:hidden">
        <Link href="/" className="mb-4 flex h-8 items-center px-2">
          <Brand />
        </Link>
        {find}
        <nav aria-label={words('main')}>
          <Nav items={items} />
        </nav>
        <div className="mt-auto grid gap-0.5 pt-4">{foot}</div>
      </header>
      <main
        id="content"
        className="mx-auto flex w-full max-w-[1440px] min-w-0 flex-col gap-4 px-4 pt-4 pb-8 md:gap-5 md:px-6 md:pt-5 md:pb-12 print:max-w-none print:px-0 print:pb-0"
      >
        {children}
      </main>
    </div>
  )
}

import type { ReactNode } from 'react'
import { useWords } from '#words'
import { Icon } from '@/components/ui/icon'
import type { Role } from '@/lib/access/permissions'

export type PersonView = { name: string; roles: readonly Role[] }

function initials(name: string): string {
  const [first = '', ...rest] = name.trim().split(/[\s・]+/u)
  const last = rest.at(-1)
  return `${[...first][0] ?? ''}${last ? ([...last][0] ?? '') : ''}`.toUpperCase()
}

/** Who is signed in, and what they may be here. */
export function Person({ person }: { person: PersonView }) {
  const words = useWords('shell')
  const roles = person.roles.map((role) => words(`roles.${role}`)).join(' · ')
  return (
    <div className="flex min-w-0 items-center gap-2 px-2 py-1 text-sm">
      <span
        aria-hidden="true"
        className="grid size-6 shrink-0 place-items-center rounded-full bg-neutral-4 text-[10px] font-semibold"
      >
        {initials(person.name)}
      </span>
      <span className="grid min-w-0">
        <span className="truncate font-medium" data-tip={person.name}>
          {person.name}
        </span>
        <span className="truncate text-xs text-ink-3" data-tip={roles}>
          {roles}
        </span>
      </span>
    </div>
  )
}

/** The button of the sign-out form; the form itself is the page's. */
export function SignOutButton(): ReactNode {
  const words = useWords('shell')
  return (
    <button
      type="submit"
      className="relative flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-sm text-ink-2 hover:bg-hover max-md:h-11"
    >
      <Icon name="leave" />
      {words('signOut')}
    </button>
  )
}

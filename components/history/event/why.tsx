import { useWords } from '#words'
import { ROLES, rolesPermit } from '@/lib/access/permissions'
import type { EventView } from '@/lib/history/schema'
import { isPermission } from '../action-name'
import { useReasonWord } from './reason-word'

/** Why it went wrong: the sentence whoever did it was shown, and LINE's own words beside it. */
export function Why({ event }: { event: EventView }) {
  const words = useWords('history')
  const shell = useWords('shell')
  const reasonWord = useReasonWord()
  const { name, outcome, detail } = event
  const { reason = null, lineCode = null, lineText = null } = detail.failure ?? {}
  const holders = isPermission(name) ? ROLES.filter((role) => rolesPermit([role], name)) : []
  const values = Object.fromEntries(detail.facts.map((fact) => [fact.name, String(fact.value)]))
  return (
    <div className="grid gap-2.5 text-sm">
      {reason !== null && <p>{reasonWord(reason, values)}</p>}
      {reason === null && outcome === 'denied' && <p>{words('meanings.denied')}</p>}
      {outcome === 'denied' && holders.length > 0 && (
        <p className="text-ink-2">
          {words('event.holders', { roles: holders.map((role) => shell(`roles.${role}`)).join(', ') })}
        </p>
      )}
      {(lineCode !== null || lineText !== null) && (
        <figure>
          <figcaption className="text-xs text-ink-3">{words('event.linesWords')}</figcaption>
          <blockquote
            lang="en"
            className="mt-1 border-line-strong border-l-2 pl-3 font-mono text-xs/[18px] wrap-anywhere"
          >
            {lineCode && <span className="block font-semibold">{lineCode}</span>}
            {lineText}
          </blockquote>
        </figure>
      )}
    </div>
  )
}

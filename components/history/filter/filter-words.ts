import { useFormat, useWords } from '#words'
import { type EventFilter, FILTERS, type FilterName, OUTCOMES } from '@/lib/history/schema'
import { parseSearch, type Term } from '@/lib/history/search/schema'
import { useActionWord, useActorWord } from '../action-name'

/** What a channel, an actor or a target is called. */
export type FilterNames = { [name in 'channel' | 'actor' | 'target']?: string | undefined }

/** One part of a filter in words; `term` when it stands in the search. */
export interface FilterPart {
  name: FilterName
  label: string
  value: string
  term?: Term
}

/** The parts of a filter in words, in the order of their fields. */
export function useFilterWords() {
  const words = useWords('history')
  const format = useFormat()
  const actionWord = useActionWord()
  const actorWord = useActorWord()
  const partOf = (term: Term): FilterPart => {
    const { key, value, not } = term
    const outcome = OUTCOMES.find((known) => known === value)
    const label = words(`search.keys.${key}`)
    return {
      name: 'q',
      label: not ? words('search.not', { key: label }) : label,
      value: key === 'action' ? actionWord(value) : key === 'outcome' && outcome ? words(`outcomes.${outcome}`) : value,
      term,
    }
  }
  return (filter: EventFilter, names: FilterNames): FilterPart[] => {
    const { channel, action, outcome, actor, target, from, to, q } = filter
    const shown: Record<Exclude<FilterName, 'q'>, string | undefined> = {
      channel: channel && (names.channel ?? channel),
      action: action && actionWord(action),
      outcome: outcome && words(`outcomes.${outcome}`),
      actor: actor && actorWord({ actorId: actor, actorName: names.actor ?? actor }),
      target: target && (names.target ?? target),
      from: from && format.instant(new Date(from)),
      to: to && format.instant(new Date(to)),
    }
    return FILTERS.flatMap((name): FilterPart[] => {
      if (name === 'q') return parseSearch(q ?? '').terms.map(partOf)
      const value = shown[name]
      return value ? [{ name, label: words(name), value }] : []
    })
  }
}

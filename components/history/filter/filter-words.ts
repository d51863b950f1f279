import { useFormat, useWords } from '#words'
import { type EventFilter, FILTERS, type FilterName } from '@/lib/history/schema'
import { useActionWord, useActorWord } from '../action-name'

/** What a channel, an actor or a target is called. */
export type FilterNames = { [name in 'channel' | 'actor' | 'target']?: string | undefined }

/** The parts of a filter in words, in the order of their fields. */
export function useFilterWords() {
  const words = useWords('history')
  const format = useFormat()
  const actionWord = useActionWord()
  const actorWord = useActorWord()
  return (filter: EventFilter, names: FilterNames) => {
    const { channel, action, outcome, actor, target, from, to } = filter
    const shown: Record<FilterName, string | undefined> = {
      channel: channel && (names.channel ?? channel),
      action: action && actionWord(action),
      outcome: outcome && words(`outcomes.${outcome}`),
      actor: actor && actorWord({ actorId: actor, actorName: names.actor ?? actor }),
      target: target && (names.target ?? target),
      from: from && format.instant(new Date(from)),
      to: to && format.instant(new Date(to)),
    }
    return FILTERS.flatMap((name) => {
      const value = shown[name]
      return value ? [{ name, label: words(name), value }] : []
    })
  }
}

import { useWords } from '#words'
import { SLOTS } from '@/lib/tokens/schema'

type Known = { (key: string, values?: object): string; has(key: string): boolean; raw(key: string): string }

/**
 * The sentence of a refusal's reason. What the history did not keep of its values is "…"; a reason of another version
 * stands as it is.
 */
export function useReasonWord(): (reason: string, values?: Readonly<Record<string, string>>) => string {
  const [history, refusals] = [useWords('history'), useWords('refusals')] as unknown as [Known, Known]
  return (reason, values = {}) => {
    if (history.has(`reasons.${reason}`)) return history(`reasons.${reason}`)
    return refusals.has(reason) ? fill(refusals, reason, { slots: String(SLOTS), ...values }) : reason
  }
}

/** A sentence of which not every value is known. */
export function fill(words: Known, key: string, values: Readonly<Record<string, string>>): string {
  const places = [...words.raw(key).matchAll(/\{(\w+)/g)].map(([, place = '']) => [place, values[place] ?? '…'])
  return words(key, Object.fromEntries(places))
}

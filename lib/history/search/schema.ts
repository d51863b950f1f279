import { OUTCOMES, type Outcome } from '../schema'

/** What can stand before a colon in a search. */
export const SEARCH_KEYS = [
  'action',
  'actor',
  'outcome',
  'channel',
  'target',
  'token',
  'ip',
  'op',
  'from',
  'to',
] as const
export type SearchKey = (typeof SEARCH_KEYS)[number]

/** One part of a search: `-actor:somchai`, or free text, whose key is `text`. */
export interface Term {
  key: SearchKey | 'text'
  value: string
  not: boolean
}

/** What was typed and could not be understood, as it was typed, and the key it stands behind. */
export interface Misunderstood {
  why: 'key' | 'empty' | 'outcome' | 'op' | 'time' | 'not'
  typed: string
  key: string
}

const MOST_TERMS = 24
// A word, or what stands in quotes, behind `-` and a key with its colon, which a Japanese keyboard makes wide.
const TERM = /(-?)(?:([A-Za-z]+)[:：])?(?:"((?:[^"\\]|\\.)*)"?|(\S*))/gu
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** A day, or a day and a time as a form writes it, or an instant. */
export const SEARCH_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/

/** A search taken apart: the terms it means, what of it was not understood, and all its pieces as they were typed. */
export interface Search {
  terms: Term[]
  misunderstood: Misunderstood[]
  pieces: { typed: string; term: Term | null }[]
}

/** Takes a search apart. */
export function parseSearch(text: string): Search {
  const terms: Term[] = []
  const misunderstood: Misunderstood[] = []
  const pieces: Search['pieces'] = []
  const take = (typed: string, term: Term) => {
    terms.push(term)
    pieces.push({ typed, term })
  }
  for (const [typed, minus, key, quoted, word = ''] of text.matchAll(TERM)) {
    if (typed === '' || terms.length === MOST_TERMS) continue
    const value = quoted?.replace(/\\(.)/gsu, '$1') ?? word
    if (key === undefined) {
      // A lone minus is a word as good as another.
      if (value.trim() !== '') take(typed, { key: 'text', value, not: minus === '-' })
      else if (typed === '-') take(typed, { key: 'text', value: '-', not: false })
      continue
    }
    const term: Term = { key: key.toLowerCase() as SearchKey, value, not: minus === '-' }
    const why = whyNot(term)
    if (why) {
      misunderstood.push({ why, typed, key })
      pieces.push({ typed, term: null })
    } else take(typed, term)
  }
  return { terms, misunderstood, pieces }
}

function whyNot({ key, value, not }: Term): Misunderstood['why'] | null {
  if (!SEARCH_KEYS.includes(key as SearchKey)) return 'key'
  if (value.trim() === '') return 'empty'
  if (key === 'outcome' && !OUTCOMES.includes(value as Outcome)) return 'outcome'
  if (key === 'op' && !UUID.test(value)) return 'op'
  if (key !== 'from' && key !== 'to') return null
  return not ? 'not' : SEARCH_TIME.test(value) ? null : 'time'
}

/** A search as it was typed without some of its terms; undefined when nothing is left. */
export function withoutTerms({ pieces }: Search, drop: (term: Term) => boolean): string | undefined {
  const left = pieces.filter(({ term }) => term === null || !drop(term))
  return left.map(({ typed }) => typed).join(' ') || undefined
}

/** Terms as they are typed; parsed again they are the same. */
export function printSearch(terms: readonly Term[]): string {
  return terms.map(printTerm).join(' ')
}

function printTerm({ key, value, not }: Term): string {
  const isText = key === 'text'
  const quoted = /[\s"\\]/u.test(value) || (isText && (/^-./u.test(value) || /^[A-Za-z]+[:：]/u.test(value)))
  const shown = quoted || (isText && not && value === '-') ? `"${value.replace(/["\\]/g, '\\$&')}"` : value
  return `${not ? '-' : ''}${isText ? '' : `${key}:`}${shown}`
}

/** True when nothing of a search would be left out; its times must have become instants before. */
export function isUnderstood(text: string): boolean {
  const { terms, misunderstood } = parseSearch(text)
  return misunderstood.length === 0 && !terms.some(({ key }) => key === 'from' || key === 'to')
}

/** A search without what of it is not understood, or undefined when that is all. */
export function understood(text: string | undefined): string | undefined {
  return text === undefined ? undefined : printSearch(parseSearch(text).terms) || undefined
}

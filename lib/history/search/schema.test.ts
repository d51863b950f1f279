import { expect, it } from 'vitest'
import { isUnderstood, parseSearch, printSearch, SEARCH_KEYS, type Term, understood, withoutTerms } from './schema'

const term = (key: Term['key'], value: string, not = false): Term => ({ key, value, not })

it('takes keys, quotes and negation apart from free text', () => {
  const text =
    'action:token.revoke -actor:somchai channel:"渋谷 カフェ" ip:10.0.0.1 OPS-2207 -"left over" from:2026-11-01'
  expect(parseSearch(text)).toMatchObject({
    terms: [
      term('action', 'token.revoke'),
      term('actor', 'somchai', true),
      term('channel', '渋谷 カフェ'),
      term('ip', '10.0.0.1'),
      term('text', 'OPS-2207'),
      term('text', 'left over', true),
      term('from', '2026-11-01'),
    ],
    misunderstood: [],
  })
})

it('takes what a Japanese keyboard makes of it', () => {
  expect(parseSearch('actor：佐藤　渋谷').terms).toEqual([term('actor', '佐藤'), term('text', '渋谷')])
})

it('says what it does not understand and goes on with the rest', () => {
  const { terms, misunderstood } = parseSearch('colour:red outcome:maybe op:1 actor: -from:2026-11-01 to:tomorrow cafe')
  expect(terms).toEqual([term('text', 'cafe')])
  expect(misunderstood.map(({ why, typed }) => `${why} ${typed}`)).toEqual([
    'key colour:red',
    'outcome outcome:maybe',
    'op op:1',
    'empty actor:',
    'not -from:2026-11-01',
    'time to:tomorrow',
  ])
  expect(understood('colour:red cafe')).toBe('cafe')
  expect(understood('colour:red')).toBeUndefined()
  expect([isUnderstood('cafe'), isUnderstood('colour:red'), isUnderstood('from:2026-11-01')]).toEqual([
    true,
    false,
    false,
  ])
})

it('takes one term away and leaves the rest as it was typed', () => {
  const search = parseSearch('colour:red  actor："佐藤"  cafe -cafe')
  expect(withoutTerms(search, (term) => term === search.terms[1])).toBe('colour:red actor："佐藤" -cafe')
  expect(withoutTerms(parseSearch('cafe'), () => true)).toBeUndefined()
})

it('shows as text what means the same again, whatever is in it', () => {
  const pieces = [
    'a',
    'token.revoke',
    ' ',
    '"',
    '\\',
    '-',
    ':',
    '：',
    '渋谷',
    '　',
    'x:y',
    '*',
    "'",
    '%',
    '🙂',
    '\n',
    'é',
  ]
  // Mulberry32: the same texts in every run.
  let seed = 7
  const random = (below: number) => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
  const keys = [...SEARCH_KEYS.filter((key) => !['outcome', 'op', 'from', 'to'].includes(key)), 'text' as const]
  for (let round = 0; round < 5_000; round += 1) {
    const terms = Array.from({ length: 1 + random(4) }, () => {
      const value = Array.from({ length: 1 + random(5) }, () => pieces[random(pieces.length)]).join('')
      return term(keys[random(keys.length)] as Term['key'], value, random(2) === 1)
    }).filter(({ value }) => value.trim() !== '')
    const shown = printSearch(terms)
    expect(parseSearch(shown), shown).toMatchObject({ terms, misunderstood: [] })
  }
  for (let round = 0; round < 5_000; round += 1) {
    const typed = Array.from({ length: random(9) }, () => pieces[random(pieces.length)]).join('')
    const { terms } = parseSearch(typed)
    expect(parseSearch(printSearch(terms)).terms, typed).toEqual(terms)
  }
})

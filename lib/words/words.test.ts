import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import en from '../../messages/en.json'
import { makeFormat } from './format'
import { matchLanguage } from './languages'
import { isTimeZone } from './preferences'

describe('matchLanguage', () => {
  it.each([
    ['ja-JP,ja;q=0.9,en;q=0.8', 'ja'],
    ['en;q=0.3, ja;q=0.7', 'ja'],
    ['fr-CH, ja;q=0', 'en'],
    ['*', 'en'],
    ['zz zz,,;q=x', 'en'],
    [null, 'en'],
  ])('answers %s with %s', (header, language) => expect(matchLanguage(header)).toBe(language))
})

it('knows time zones from nonsense', () => {
  expect(isTimeZone('Asia/Kathmandu')).toBe(true)
  expect(isTimeZone('UTC')).toBe(true)
  expect(isTimeZone('Mars/Olympus')).toBe(false)
  expect(isTimeZone('../../etc')).toBe(false)
})

describe('makeFormat', () => {
  const now = new Date('2026-11-21T05:32:08Z')
  const words = createTranslator({ locale: 'en', messages: en, namespace: 'common' })
  const format = makeFormat({ language: 'en', timeZone: 'Asia/Tokyo', now, words })
  const later = (seconds: number) => format.relative(new Date(now.getTime() + seconds * 1000))

  it('shows the reader’s time zone, whatever the zone of the process', () => {
    expect(format.instant(now)).toBe('Sat, 21 Nov 2026, 14:32 JST')
    expect(format.clock(now)).toBe('14:32:08')
    expect(format.short(new Date('2026-11-20T15:00:00Z'))).toBe('21 Nov, 00:00')
  })

  it.each([
    [4, 'now'],
    [5, 'in 5 s'],
    [59, 'in 59 s'],
    [60, 'in 1 min'],
    [3599, 'in 59 min'],
    [3600, 'in 1 h'],
    [3660, 'in 1 h 1 min'],
    [3 * 3600 + 60, 'in 3 h'],
    [24 * 3600, 'in 1 d'],
    [52 * 3600, 'in 2 d 4 h'],
    [76 * 3600, 'in 3 d'],
    [-1200, '20 min ago'],
  ])('says %d s as %s', (seconds, text) => expect(later(seconds)).toBe(text))
})

import { expect, it } from 'vitest'
import { barsOf, sumsOf } from './expiry-bars'

// 2026-11-21 is a Saturday.
const days = (...counts: number[]) =>
  counts.map((count, index) => ({ date: `2026-11-${21 + index}`, count, soon: index === 0 ? count : 0 }))
const labels = (...counts: number[]) =>
  barsOf(days(...counts)).flatMap(({ labelled }, index) => (labelled ? [index] : []))

it('shades Saturdays and Sundays, and begins weeks on Mondays', () => {
  const bars = barsOf(days(0, 0, 0, 0))
  expect(bars.map(({ weekend }) => weekend)).toEqual([true, true, false, false])
  expect(bars.map(({ monday }) => monday)).toEqual([false, false, true, false])
})

it.each([
  ['today, however few', [1, 9, 1], [0, 1]],
  ['no day on which nothing ends', [0, 0, 0], []],
  ['peaks of more than half of the most', [0, 6, 1, 3, 0, 4, 0], [1, 5]],
  ['the last of equal neighbours', [0, 5, 5, 0], [2]],
  ['a peak at the end', [0, 1, 5], [2]],
])('labels %s', (_case, counts, expected) => expect(labels(...counts)).toEqual(expected))

it('sums up what the strip shows', () => {
  expect(sumsOf(days(1, 0, 4, 4, 0, 0, 0, 2))).toEqual({
    ...{ all: 11, today: 1, week: 9 },
    most: { date: '2026-11-23', count: 4, soon: 0 },
  })
  expect(sumsOf(days(0, 0)).most).toBeNull()
})

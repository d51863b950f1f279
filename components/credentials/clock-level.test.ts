import { expect, it } from 'vitest'
import { clockLevel } from './clock-level'

it.each([
  [0, 'same'],
  [1_999, 'same'],
  [2_000, 'ok'],
  [30_000, 'ok'],
  [30_001, 'amber'],
  [50_000, 'amber'],
  [50_001, 'red'],
  [2 ** 31 - 1, 'red'],
])('%d ms is %s, in both directions', (ms, level) => {
  expect([clockLevel(ms), clockLevel(-ms)]).toEqual([level, level])
})

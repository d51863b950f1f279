import { expect, it } from 'vitest'
import { slotLevel } from './slot-level'

it.each([
  [0, 'plain'],
  [23, 'plain'],
  [24, 'amber'],
  [27, 'amber'],
  [28, 'red'],
  [30, 'red'],
])('%d slots taken are %s', (taken, level) => expect(slotLevel(taken)).toBe(level))

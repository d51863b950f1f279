import { expect, it } from 'vitest'
import { elapsedText } from './elapsed-text'

it.each([
  [-3, '0:00'],
  [7_999, '0:07'],
  [754_000, '12:34'],
  [3_729_000, '1:02:09'],
  [273_612_000, '3:04:00:12'],
])('says %i ms as %s', (ms, text) => expect(elapsedText(ms)).toBe(text))

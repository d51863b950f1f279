import { describe, expect, it } from 'vitest'
import { untilNext } from './start'

const HOUR_MS = 3_600_000

describe('the next round', () => {
  const now = new Date('2026-11-24T12:00:00Z')
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  it.each([
    ['an interval after the last one', ago(0), 0.5, 60],
    ['a tenth early', ago(0), 0, 54],
    ['a tenth late', ago(0), 1, 66],
    ['the rest of it, when another instance did the last one', ago(45), 0.5, 15],
    ['a whole one when the last is too long ago', ago(90), 0.5, 60],
    ['a whole one when there was none', null, 0.5, 60],
  ])('comes %s', (_name, last, random, minutes) => {
    expect(untilNext(last, now, HOUR_MS, random) / 60_000).toBeCloseTo(minutes)
  })
})

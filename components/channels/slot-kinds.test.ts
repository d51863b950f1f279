import { describe, expect, it } from 'vitest'
import { expiresSoon, slotKinds } from './slot-kinds'

const now = new Date('2026-11-21T05:32:00Z')
const HOUR = 3600 * 1000
const token = (lifeHours: number, leftHours: number) => ({
  issuedAt: new Date(now.getTime() + (leftHours - lifeHours) * HOUR),
  expiresAt: new Date(now.getTime() + leftHours * HOUR),
})

describe('expiresSoon', () => {
  it.each([
    ['a week with a day left', 168, 24, false],
    ['a week with less than a day left', 168, 23.99, true],
    ['30 days with a tenth left', 720, 72, false],
    ['30 days with less than a tenth left', 720, 71.99, true],
  ])('%s', (_case, life, left, soon) => expect(expiresSoon(token(life, left), now)).toBe(soon))

  it('never of a token without an end', () => {
    expect(expiresSoon({ issuedAt: now, expiresAt: null }, now)).toBe(false)
  })
})

it('takes a slot for each v2.1 token and each key ID we hold no token of, what needs attention first', () => {
  const held = (kind: 'v2.1' | 'stateless', state: 'live' | 'revoking', left: number) => ({
    ...{ kind, state },
    ...token(720, left),
  })
  const live = [
    held('v2.1', 'live', 700),
    held('v2.1', 'live', 5),
    held('v2.1', 'revoking', 5),
    held('stateless', 'live', 1),
  ]
  expect(slotKinds(live, [{ standing: 'lost' }, { standing: 'foreign' }], now)).toEqual([
    ...['unproven', 'soon', 'foreign', 'lost', 'ours'],
  ])
})

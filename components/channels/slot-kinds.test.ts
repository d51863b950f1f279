import { describe, expect, it } from 'vitest'
import { countLive, expiresSoon, slotKinds } from './slot-kinds'

const now = new Date('2026-11-21T05:32:00Z')
const HOUR = 3600 * 1000
const token = (lifeHours: number, leftHours: number, kind: 'v2.1' | 'stateless' | 'short-lived' = 'v2.1') => ({
  kind,
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
    expect(expiresSoon({ kind: 'long-lived', issuedAt: now, expiresAt: null }, now)).toBe(false)
  })

  it('counts a short-lived token like any, but never a stateless one, which is meant to live for minutes', () => {
    expect(expiresSoon(token(720, 71.99, 'short-lived'), now)).toBe(true)
    expect(expiresSoon(token(0.25, 0.01, 'stateless'), now)).toBe(false)
  })
})

it('takes a slot for each v2.1 token and each key ID we hold no token of, what needs attention first', () => {
  const held = (kind: 'v2.1' | 'stateless', state: 'live' | 'revoking', left: number) => ({
    ...{ state, keyId: kind === 'v2.1' ? 'k' : null },
    ...token(720, left, kind),
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

it('counts a token without a key ID once: its slot is that of one of the foreign key IDs', () => {
  const unnamed = { ...token(720, 5), state: 'live' as const, keyId: null }
  const foreign = { standing: 'foreign' as const }
  expect(slotKinds([unnamed], [foreign, foreign], now)).toEqual(['foreign', 'foreign'])
  expect(countLive([unnamed], [foreign, foreign])).toBe(2)
  expect(countLive([unnamed], [])).toBe(1)
  expect(countLive([unnamed], [{ standing: 'lost' }])).toBe(2)
})

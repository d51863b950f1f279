import { describe, expect, it } from 'vitest'
import { slotKinds } from '@/components/channels/slot-kinds'
import { isLastLive, isRevocable, latestEnd, liveRows, slotOf, statusOf } from './status'

const HOUR = 3600 * 1000
const DAY = 24 * HOUR
const now = new Date('2026-11-21T05:32:00Z')
const inMs = (ms: number) => new Date(now.getTime() + ms)

/** A token of so many days of which so much is left. */
const token = (lifeDays: number, leftMs: number, rest: object = {}) => ({
  kind: 'v2.1' as const,
  keyId: 'k',
  state: 'live' as const,
  issuedAt: inMs(leftMs - lifeDays * DAY),
  expiresAt: inMs(leftMs),
  lastVerdict: null,
  ...rest,
})

describe('statusOf', () => {
  it.each([
    ['a tenth of 30 days left', token(30, 3 * DAY), 'ok'],
    ['a millisecond less', token(30, 3 * DAY - 1), 'soon'],
    ['a day of a week left', token(7, DAY), 'ok'],
    ['less than a day of a week left', token(7, DAY - 1), 'soon'],
    ['an hour of an hour left', token(1 / 24, HOUR), 'soon'],
    ['a millisecond left', token(30, 1), 'soon'],
    ['nothing left', token(30, 0), 'expired'],
    ['no expiry at all', token(30, 0, { expiresAt: null }), 'ok'],
    ['refused at the last verify', token(30, 20 * DAY, { lastVerdict: 'refused' }), 'refused'],
    ['refused and soon over', token(30, HOUR, { lastVerdict: 'refused' }), 'refused'],
    ['being revoked, and refused', token(30, HOUR, { state: 'revoking', lastVerdict: 'refused' }), 'unproven'],
    ['being revoked, but expired', token(30, 0, { state: 'revoking' }), 'expired'],
    ['a stateless one with a minute left', token(1 / 96, 60_000, { kind: 'stateless' }), 'ok'],
    ['a stateless one with nothing left', token(1 / 96, 0, { kind: 'stateless' }), 'expired'],
    ['a short-lived one with a tenth left', token(30, 3 * DAY, { kind: 'short-lived' }), 'ok'],
    ['a short-lived one with less', token(30, 3 * DAY - 1, { kind: 'short-lived' }), 'soon'],
    [
      'a long-lived one refused',
      token(30, 0, { kind: 'long-lived', expiresAt: null, lastVerdict: 'refused' }),
      'refused',
    ],
    ['gone before its time', token(30, 20 * DAY, { state: 'gone' }), 'gone'],
  ] as const)('%s', (_name, given, status) => expect(statusOf(given, now)).toBe(status))
})

it('lists what is live in the order of the slot board, with what takes no slot last', () => {
  const tokens = [
    token(30, 20 * DAY, { kind: 'short-lived' }),
    token(30, 20 * DAY),
    token(30, HOUR),
    token(30, 25 * DAY, { state: 'revoking' }),
  ]
  const keyIds = [{ standing: 'lost' as const }, { standing: 'foreign' as const }]
  const slots = liveRows(tokens, keyIds, now).map((row) => row.slot)
  expect(slots).toEqual(['unproven', 'soon', 'foreign', 'lost', 'ours', 'slotless'])
  expect(slots.slice(0, 5)).toEqual(slotKinds(tokens, keyIds, now))
})

it('gives a key ID of unknown age 30 days from when it was first seen', () => {
  expect(latestEnd({ firstSeenAt: now })).toEqual(inMs(30 * DAY))
})

it('gives no square to a token whose key ID is not known, because a foreign row has it', () => {
  expect(slotOf(token(30, 20 * DAY, { keyId: null }), now)).toBe('slotless')
})

describe('isRevocable', () => {
  it.each([
    ['a live one', token(30, DAY), true],
    ['one whose revoke is not proven', token(30, DAY, { state: 'revoking' }), true],
    ['a long-lived one', token(30, 0, { kind: 'long-lived', expiresAt: null }), true],
    ['a stateless one', token(1 / 96, HOUR, { kind: 'stateless' }), false],
    ['an expired one', token(30, 0), false],
    ['a gone one', token(30, DAY, { state: 'gone' }), false],
  ] as const)('%s', (_name, given, revocable) => expect(isRevocable(given, now)).toBe(revocable))
})

describe('isLastLive', () => {
  const [mine, other] = [
    { ...token(30, DAY), id: 'a' },
    { ...token(30, DAY), id: 'b' },
  ]
  it.each([
    ['it stands alone', [mine], true],
    ['another works', [mine, other], false],
    ['the other is being revoked', [mine, { ...other, state: 'revoking' as const }], true],
    ['the other is stateless', [mine, { ...other, kind: 'stateless' as const }], true],
    ['it is being revoked itself', [{ ...mine, state: 'revoking' as const }], false],
  ])('when %s', (_name, live, last) => expect(isLastLive('a', live)).toBe(last))
})

import { describe, expect, it } from 'vitest'
import { slotKinds } from '@/components/channels/slot-kinds'
import { issueBlock, latestEnd, liveRows, statusOf } from './status'

const HOUR = 3600 * 1000
const DAY = 24 * HOUR
const now = new Date('2026-11-21T05:32:00Z')
const inMs = (ms: number) => new Date(now.getTime() + ms)

/** A token of so many days of which so much is left. */
const token = (lifeDays: number, leftMs: number, rest: object = {}) => ({
  kind: 'v2.1' as const,
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

it.each([
  ['messaging_api', 'active', 29, null],
  ['messaging_api', 'active', 30, 'full'],
  ['messaging_api', 'generated', 30, 'key'],
  ['mini_app', 'active', 0, 'type'],
  ['module', 'active', 0, null],
] as const)('%s with key %s and %i slots taken: %s', (type, signingKey, slotsTaken, block) =>
  expect(issueBlock({ type, signingKey, slotsTaken, slots: 30 })).toBe(block),
)

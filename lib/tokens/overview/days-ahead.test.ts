import { expect, it } from 'vitest'
import { daysAhead } from './days-ahead'

const days = (timeZone: string, now: string, count: number) =>
  daysAhead(timeZone, new Date(now), count).map(({ date, start }) => `${date} ${start.toISOString().slice(0, 16)}`)

it.each([
  ['Asia/Tokyo', ['2026-11-22 2026-11-21T15:00', '2026-11-23 2026-11-22T15:00']],
  ['UTC', ['2026-11-21 2026-11-21T00:00', '2026-11-22 2026-11-22T00:00']],
  ['Asia/Kathmandu', ['2026-11-21 2026-11-20T18:15', '2026-11-22 2026-11-21T18:15']],
  ['Pacific/Kiritimati', ['2026-11-22 2026-11-21T10:00', '2026-11-23 2026-11-22T10:00']],
  ['Pacific/Pago_Pago', ['2026-11-21 2026-11-21T11:00', '2026-11-22 2026-11-22T11:00']],
])('begins days where they begin in %s', (timeZone, expected) => {
  expect(days(timeZone, '2026-11-21T16:30:12.345Z', 2)).toEqual(expected)
})

it('knows days of 23 and 25 hours', () => {
  expect(days('America/New_York', '2026-10-31T12:00:00Z', 3)).toEqual([
    '2026-10-31 2026-10-31T04:00',
    '2026-11-01 2026-11-01T04:00',
    '2026-11-02 2026-11-02T05:00',
  ])
  expect(days('Europe/Berlin', '2027-03-28T12:00:00Z', 2)).toEqual([
    '2027-03-28 2027-03-27T23:00',
    '2027-03-29 2027-03-28T22:00',
  ])
})

import { describe, expect, it } from 'vitest'
import { instantOf, localOf } from './local-time'

describe('instantOf', () => {
  it.each([
    ['2026-11-24T10:00', 'Asia/Tokyo', '2026-11-24T01:00:00.000Z'],
    ['2026-11-24T10:00:30', 'UTC', '2026-11-24T10:00:30.000Z'],
    ['2026-11-24T00:15', 'Asia/Kathmandu', '2026-11-23T18:30:00.000Z'],
    ['2026-07-01T12:00', 'America/New_York', '2026-07-01T16:00:00.000Z'],
    // Twice that night: the first.
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    // Skipped that night: as far past the gap.
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-03-08T03:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ])('%s in %s', (local, zone, iso) => expect(instantOf(local, zone)?.toISOString()).toBe(iso))

  it.each(['', 'yesterday', '2026-11-24', '2026-02-30T10:00', '2026-11-24T25:00', '2026-11-24T10:00Z'])(
    'knows no time in %j',
    (local) => expect(instantOf(local, 'UTC')).toBeNull(),
  )
})

it('goes there and back', () => {
  for (const zone of ['UTC', 'Asia/Tokyo', 'Asia/Kathmandu', 'America/New_York'])
    for (const local of ['2026-11-24T10:00', '2026-03-08T03:30', '2026-11-24T10:00:07'])
      expect(localOf(instantOf(local, zone) ?? new Date(0), zone)).toBe(local)
})

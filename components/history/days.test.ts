import { describe, expect, it } from 'vitest'
import { groupByDay, nearDay } from './days'

const at = (iso: string) => ({ at: new Date(iso) })

describe('groupByDay', () => {
  const rows = [at('2026-11-21T15:00:00Z'), at('2026-11-21T14:59:59.999Z'), at('2026-11-20T15:00:00Z')]

  it('cuts at midnight of the reader, whatever the zone of the process', () => {
    expect(groupByDay(rows, 'Asia/Tokyo').map(({ date, rows }) => [date, rows.length])).toEqual([
      ['2026-11-22', 1],
      ['2026-11-21', 2],
    ])
    expect(groupByDay(rows, 'UTC').map(({ date, rows }) => [date, rows.length])).toEqual([
      ['2026-11-21', 2],
      ['2026-11-20', 1],
    ])
  })

  it('has no day without rows', () => expect(groupByDay([], 'UTC')).toEqual([]))
})

describe('nearDay', () => {
  const now = new Date('2026-11-21T15:30:00Z') // 00:30 on the 22nd in Tokyo

  it.each([
    ['2026-11-21T15:00:00Z', 'today'],
    ['2026-11-21T14:59:59Z', 'yesterday'],
    ['2026-11-20T15:00:00Z', 'yesterday'],
    ['2026-11-20T14:59:59Z', null],
  ])('%s in Tokyo: %s', (iso, near) => expect(nearDay(new Date(iso), now, 'Asia/Tokyo')).toBe(near))

  it('knows yesterday on the day of 23 hours', () => {
    // Clocks in New York went forward on 8 March 2026.
    const [before, after] = [new Date('2026-03-08T05:30:00Z'), new Date('2026-03-09T04:30:00Z')]
    expect(nearDay(before, after, 'America/New_York')).toBe('yesterday')
  })
})

import { describe, expect, it } from 'vitest'
import { forecastSlots, type Known } from './forecast'

const DAY_MS = 24 * 3600 * 1000
const now = new Date('2026-11-24T12:00:00Z')
const at = (days: number) => new Date(now.getTime() + days * DAY_MS)
/** One every `every` days for `days` days back, each living `life` days; those still alive are in their places. */
function coming({ every, days = 30, life = 30 }: { every: number; days?: number; life?: number }): Known {
  const arrivals = Array.from({ length: Math.round(days / every) }, (_, index) => ({
    since: at(-index * every - every / 2),
    until: at(-index * every - every / 2 + life),
  }))
  return {
    knownSince: at(-days),
    arrivals,
    freeAt: arrivals.map(({ until }) => until).filter((until) => until > now),
  }
}
const placesFor = (count: number, days: number) => Array.from({ length: count }, () => at(days))

describe('the day the places run out', () => {
  it('comes when more come than go', () => {
    // Two a day for ten days are in 20 places; ten more are gone in five days, before any of them ends.
    expect(forecastSlots(coming({ every: 0.5, days: 10 }), now)).toEqual({
      runsOutAt: at(5),
      perWeek: 14,
      basis: { days: 10, arrivals: 20 },
    })
  })

  it('never comes when as many go as come', () => {
    const forecast = forecastSlots(coming({ every: 7 }), now)
    expect(forecast).toMatchObject({ runsOutAt: null, basis: { arrivals: 4 } })
    expect(forecast?.perWeek).toBeCloseTo(28 / 30)
  })

  it('is never seen where every token lives a day', () => {
    expect(forecastSlots(coming({ every: 0.5, life: 1 }), now)?.runsOutAt).toBeNull()
  })

  it('is today when all 30 are taken, and not when 29 are and nothing new comes before one is free', () => {
    const rate = coming({ every: 10 })
    expect(forecastSlots({ ...rate, freeAt: placesFor(30, 20) }, now)?.runsOutAt).toEqual(now)
    expect(forecastSlots({ ...rate, freeAt: placesFor(29, 9) }, now)?.runsOutAt).toBeNull()
    expect(forecastSlots({ ...rate, freeAt: placesFor(29, 11) }, now)?.runsOutAt).toEqual(at(10))
  })

  it('is looked for 90 days ahead and no further', () => {
    // One in ten days, each living 300: from 21 places it takes 90 days to 30, from 20 it takes 100.
    const rate = coming({ every: 10, life: 300 })
    expect(forecastSlots({ ...rate, freeAt: placesFor(21, 400) }, now)?.runsOutAt).toEqual(at(90))
    expect(forecastSlots({ ...rate, freeAt: placesFor(20, 400) }, now)?.runsOutAt).toBeNull()
  })
})

describe('too little to tell from', () => {
  const three = [1, 2, 3].map((days) => ({ since: at(-days), until: at(30 - days) }))
  const known = { knownSince: at(-7), arrivals: three, freeAt: [] }
  it('is less than seven days', () => {
    expect(forecastSlots(known, now)).toMatchObject({ perWeek: 3, basis: { days: 7, arrivals: 3 } })
    expect(forecastSlots({ ...known, knownSince: new Date(at(-7).getTime() + 1) }, now)).toBeNull()
  })

  it('is fewer than three tokens', () => {
    expect(forecastSlots({ ...known, arrivals: three.slice(1) }, now)).toBeNull()
  })

  it('is what came 30 days ago or longer, or has yet to come', () => {
    const long = { ...known, knownSince: at(-300) }
    const old = (days: number) => ({ since: at(-days), until: at(1) })
    expect(forecastSlots({ ...long, arrivals: [...three.slice(1), old(30)] }, now)).toBeNull()
    expect(forecastSlots({ ...long, arrivals: [...three.slice(1), old(29.9)] }, now)).toMatchObject({
      basis: { days: 30 },
    })
    expect(forecastSlots({ ...long, arrivals: [...three.slice(1), old(-1)] }, now)).toBeNull()
  })
})

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { lineClient } from '../line-client'
import { type Answer, answerWith, startServer } from '../server.fixture'
import { clockOf, keepClock, lineClock, refuseSkew } from './clock'
import { forgetLine } from './state'

const url = vi.hoisted(() => ({ current: '' }))
vi.mock('@/lib/env', () => ({ env: () => ({ KAGIBAN_LINE_URL: url.current, KAGIBAN_FENCE_SECONDS: 1 }) }))

let answer: Answer
let server: Awaited<ReturnType<typeof startServer>>
beforeEach(async () => {
  server = await startServer((response, request) => answer(response, request))
  url.current = server.url
})
afterEach(async () => {
  vi.useRealTimers()
  forgetLine()
  await server.close()
})
const dated = (status: number, seconds: number) =>
  answerWith(status, { client_id: '1', expires_in: 1 }, { date: new Date(Date.now() + seconds * 1000).toUTCString() })
const ask = () =>
  lineClient()
    .verifyChannelToken('token')
    .catch(() => undefined)

it('is told by every answer, a no too', async () => {
  expect(lineClock()).toBeNull()
  expect(refuseSkew()).toBeUndefined()
  for (const [status, seconds] of [
    [200, 40],
    [400, -40],
  ] as const) {
    answer = dated(status, seconds)
    await ask()
    const clock = lineClock()
    expect(Math.abs((clock?.offsetMs ?? 0) - seconds * 1000)).toBeLessThan(1500)
    expect(Date.now() - (clock?.at.getTime() ?? 0)).toBeLessThan(1000)
    expect(refuseSkew()).toBeUndefined()
  }
})

it('refuses over 50 s in both directions, saying how far', async () => {
  for (const seconds of [60, -60]) {
    answer = dated(500, seconds)
    await ask()
    const about = expect.objectContaining({ seconds: expect.toSatisfy((told) => Math.abs(Number(told) - 60) <= 2) })
    expect(refuseSkew).toThrow(expect.objectContaining({ code: 'conflict', reason: 'clockSkew', values: about }))
  }
})

it('ignores a reading that is older than 10 minutes, or from before our own clock was set', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  keepClock(server.url, { offsetMs: 60_000, tripMs: 10 })
  vi.advanceTimersByTime(9 * 60_000)
  expect(refuseSkew).toThrow('clockSkew')
  vi.advanceTimersByTime(2 * 60_000)
  expect(refuseSkew()).toBeUndefined()
  keepClock(server.url, { offsetMs: 60_000, tripMs: 10 })
  vi.setSystemTime(Date.now() + 60_000)
  expect(lineClock()).toBeNull()
})

it('takes half the way off, and reads nothing from no date', () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const sentAt = Date.now() - 4000
  expect(clockOf(new Date(sentAt), sentAt)).toEqual({ offsetMs: 500 - 2000, tripMs: 4000 })
  expect(clockOf(new Date(Number.NaN), sentAt)).toBeUndefined()
})

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { MOST_SKEW_MS } from '@/lib/line/care/clock'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { startWorld, type World } from '@/sandbox/world'
import { fenceMs, leaseMs, marginMs } from './clock'
import { settle } from './settle'
import { claim, listLeaseless } from './store'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
afterEach(() => void vi.restoreAllMocks())

// In the tests' world an assertion lives 2 s.
it.each([
  [0.8, 'lost', 1],
  [3.2, 'none', 0],
])('a request that LINE reads %d s after the connection was lost is %s', async (seconds, state, minted) => {
  const { channelId, lineChannelId } = await world.channelWithKey()
  await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'late', times: 1, seconds })
  await expect(perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Late' })).rejects.toMatchObject(
    { code: 'outcome_unknown' },
  )
  const settled = async () => {
    await settle(REMOTE_CHANGES)
    return (await database().operation.findFirstOrThrow({ where: { channelId, change: 'token.issue' } })).state
  }
  await expect.poll(settled, { timeout: 10_000, interval: 100 }).not.toBe('unknown')
  // LINE has read it by then, whatever was concluded before.
  await sleep(seconds * 1000)
  expect(await settled()).toBe(state)
  const atLine = (await world.atLine.getChannel(lineChannelId)).tokens['v2.1'].map(({ key_id }) => key_id)
  expect(atLine).toHaveLength(minted)
  const lost = await database().keyIdSighting.findMany({ where: { channelId, standing: 'lost' } })
  expect(lost.map(({ keyId }) => keyId)).toEqual(atLine)
})

it('waits after the fence for longer than our clock may be ahead of LINE', () => {
  expect((marginMs() / fenceMs()) * 60_000).toBeGreaterThanOrEqual(MOST_SKEW_MS + 10_000)
})

it('is judged by the database too, so that an instance whose clock is ahead takes nothing from another', async () => {
  const { channelId } = await world.channelWithKey()
  await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Elsewhere' })
  const { id } = await database().operation.findFirstOrThrow({ where: { channelId, change: 'token.issue' } })
  const listed = async (fencedForMs?: number) =>
    (await listLeaseless('unknown', fencedForMs)).some((one) => one.id === id)
  const soon = new Date(Date.now() + 60_000)
  await database().operation.update({ where: { id }, data: { state: 'unknown', fenceAt: soon, leaseUntil: soon } })
  const real = Date.now
  vi.spyOn(Date, 'now').mockImplementation(() => real() + 3_600_000)
  expect([await listed(), await claim(id, 'unknown')]).toEqual([false, false])
  await database().operation.update({ where: { id }, data: { leaseUntil: new Date(0) } })
  expect([await listed(), await listed(marginMs())]).toEqual([true, false])
  expect(await claim(id, 'unknown')).toBe(true)
  const { leaseUntil } = await database().operation.findUniqueOrThrow({ where: { id } })
  expect(leaseUntil.getTime()).toBeLessThanOrEqual(real() + leaseMs() + 1000)
  // Nor does one whose clock is behind, by its own.
  vi.spyOn(Date, 'now').mockImplementation(() => real() - 3_600_000)
  const fenceAt = new Date(real() - 60_000)
  await database().operation.update({ where: { id }, data: { fenceAt, leaseUntil: new Date(0) } })
  expect(await listed(marginMs())).toBe(false)
  vi.restoreAllMocks()
  expect(await listed(marginMs())).toBe(true)
  await database().operation.update({ where: { id }, data: { state: 'done' } })
})

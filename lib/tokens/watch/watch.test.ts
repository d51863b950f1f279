import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { forgetLine } from '@/lib/line/care/state'
import { stopOperations } from '@/lib/operations/running'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { issueToken } from '../issue'
import { isDue, nextAt, pauseMs } from './due'
import { lastRoundAt, watchRound } from './round'
import { watchChannels } from './watch'

const LIST = 'getsAllValidChannelAccessTokenKeyIds'
const HOUR_MS = 3_600_000
const CHANNELS = 40

type Channel = Awaited<ReturnType<World['channelWithKey']>>
let world: World
const channels: Channel[] = []
beforeAll(async () => {
  world = await startWorld()
  for (let made = 0; made < CHANNELS; made += 4)
    channels.push(...(await Promise.all([0, 1, 2, 3].map((one) => world.channelWithKey(`店 ${made + one}`)))))
}, 60_000)
afterAll(() => world.close())
afterEach(async () => {
  await world.atLine.clearFaults()
  forgetLine()
})

/** A round an interval after the last one, as far as the database can tell. */
async function round(at: { later: boolean } = { later: true }) {
  if (at.later)
    await database().$executeRaw`
      UPDATE "Channel" SET "syncedAt" = "syncedAt" - interval '1 day', "watchRefusedAt" = "watchRefusedAt" - interval '2 days'`
  // The stand-in keeps its last calls only, so they are told apart and not counted.
  const [before, calls] = [await rounds(), new Set((await world.atLine.calls()).map(({ requestId }) => requestId))]
  await watchRound(HOUR_MS, { sinceLast: 0 })
  const asked = (await world.atLine.calls()).filter(
    ({ endpoint, requestId }) => endpoint === LIST && !calls.has(requestId),
  )
  return { asked, events: (await rounds()).slice(before.length) }
}
async function rounds() {
  const events = await database().event.findMany({ where: { name: 'channel.watch' }, orderBy: { seq: 'asc' } })
  return events.map(({ outcome, actorName, body }) => ({ outcome, actorName, detail: JSON.parse(body).detail }))
}
const channelOf = ({ channelId }: Channel) => database().channel.findUniqueOrThrow({ where: { id: channelId } })
const syncs = ({ channelId }: Channel) => world.outcomesOf('channel.sync', channelId)
const one = (place: number) => channels[place] as Channel

describe('a round', () => {
  it('asks for every list once, four at once, and is one event', async () => {
    const real = globalThis.fetch
    let [now, most] = [0, 0]
    const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (...from) => {
      if (!String(from[0]).includes('/tokens/kid')) return real(...from)
      most = Math.max(most, ++now)
      return real(...from).finally(() => now--)
    })
    await world.atLine.addFault({ endpoint: LIST, kind: 'slow', times: CHANNELS, seconds: 0.05 })
    const { asked, events } = await round()
    spy.mockRestore()
    expect(new Set(asked.map(({ channelId }) => channelId)).size).toBe(CHANNELS)
    expect(asked).toHaveLength(CHANNELS)
    // A loaded machine may not have all four under way at one instant.
    expect(most).toBeLessThanOrEqual(4)
    expect(most).toBeGreaterThan(1)
    expect(asked.map(({ channelId }) => channelId)).not.toEqual(channels.map(({ lineChannelId }) => lineChannelId))
    const detail = { asked: CHANNELS, unchanged: CHANNELS, changed: 0, failed: 0, skipped: 0 }
    expect(events).toMatchObject([{ outcome: 'done', actorName: 'watcher', detail }])
    expect(await database().channel.count({ where: { syncedAt: null } })).toBe(0)
    expect(await world.outcomesOf('channel.sync')).toEqual([])
  })

  it('leaves out what was synced within half an interval, and is no event when that is all', async () => {
    const { asked, events } = await round({ later: false })
    expect({ asked, events }).toEqual({ asked: [], events: [] })
  })

  it('leaves out archived channels and those without a signing key, and watches frozen ones', async () => {
    await world.registeredChannel('No key')
    const [archived, frozen] = [one(0), one(1)]
    await database().channel.update({ where: { id: archived.channelId }, data: { archivedAt: new Date() } })
    await database().channel.update({ where: { id: frozen.channelId }, data: { frozenAt: new Date() } })
    const { asked } = await round()
    expect(asked).toHaveLength(CHANNELS - 1)
    expect(asked.some(({ channelId }) => channelId === frozen.lineChannelId)).toBe(true)
    await database().channel.updateMany({ data: { archivedAt: null, frozenAt: null } })
  })

  it('is done by one instance at a time', async () => {
    await database()
      .lease.create({ data: { name: 'watch', holder: 'another', until: new Date(Date.now() + 60_000) } })
      .catch(() =>
        database().lease.update({
          where: { name: 'watch' },
          data: { holder: 'another', until: new Date(Date.now() + 60_000) },
        }),
      )
    const { asked, events } = await round()
    expect({ asked, events }).toEqual({ asked: [], events: [] })
    await database().lease.update({ where: { name: 'watch' }, data: { until: new Date() } })
    const both = await Promise.all([round({ later: false }), watchRound(HOUR_MS)])
    expect(both[0].events).toHaveLength(1)
  })

  it('is not repeated soon after another instance has done one', async () => {
    await database().$executeRaw`UPDATE "Channel" SET "syncedAt" = NULL`
    const before = await rounds()
    await watchRound(HOUR_MS)
    expect(await rounds()).toEqual(before)
  })
})

describe('a round over more channels than are kept at once', () => {
  it('keeps what it saw as it goes, so that a kill loses only the rest', async () => {
    const due = channels.slice(20, 32).map(({ channelId }) => channelId)
    await database().$executeRaw`UPDATE "Channel" SET "syncedAt" = now(), "watchRefusedAt" = NULL`
    await database().channel.updateMany({ where: { id: { in: due } }, data: { syncedAt: null } })
    await world.atLine.addFault({ endpoint: LIST, kind: 'slow', times: due.length, seconds: 0.3 })
    const before = (await rounds()).length
    const going = watchRound(HOUR_MS, { sinceLast: 0, keptAtOnce: 4 })
    const synced = () => database().channel.count({ where: { id: { in: due }, syncedAt: { not: null } } })
    await expect.poll(synced, { timeout: 5000, interval: 10 }).toBeGreaterThan(0)
    expect(await synced()).toBeLessThan(due.length)
    // Whoever comes after a kill here does not take the round for done.
    expect(await lastRoundAt()).toBeNull()
    await going
    const parts = (await rounds()).slice(before).map(({ detail }) => detail)
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.map(({ goesOn }) => goesOn ?? false)).toEqual(parts.map((_, place) => place < parts.length - 1))
    expect(parts.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(due.length)
    expect(parts.at(-1)).toMatchObject({ skipped: CHANNELS - due.length })
    expect(await lastRoundAt()).not.toBeNull()
  })
})

describe('drift', () => {
  it('is a sync in the history of its channel, by the watcher, and only once', async () => {
    const { accessToken, keyId } = await world.atLine.issueElsewhere(one(2).lineChannelId)
    expect(accessToken).toBeTruthy()
    expect((await round()).events).toMatchObject([{ detail: { changed: 1, unchanged: CHANNELS - 1 } }])
    expect(await syncs(one(2))).toEqual(['requested', 'done'])
    const event = await database().event.findFirstOrThrow({
      where: { name: 'channel.sync', outcome: 'done', channelId: one(2).channelId },
    })
    expect(event.actorName).toBe('watcher')
    expect(JSON.parse(event.body).detail).toMatchObject({ appeared: [keyId] })
    expect((await round()).events).toMatchObject([{ detail: { changed: 0 } }])
    expect(await syncs(one(2))).toHaveLength(2)
  })

  it('moves only what was seen when the list tells nothing new', async () => {
    const where = { channelId: one(2).channelId }
    const before = await database().keyIdSighting.findFirstOrThrow({ where })
    await round()
    const after = await database().keyIdSighting.findFirstOrThrow({ where })
    expect(after).toEqual({ ...before, lastSeenAt: (await channelOf(one(2))).syncedAt })
    expect(after.lastSeenAt.getTime()).toBeGreaterThan(before.lastSeenAt.getTime())
  })

  it('is not taken from a list while a token is being issued', async () => {
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'slow', times: 1, seconds: 2 })
    const { channelId } = one(3)
    const issuing = perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Slow' })
    await expect
      .poll(async () => (await world.atLine.calls()).at(-1)?.endpoint, { timeout: 5000, interval: 20 })
      .toBe('issueChannelTokenByJWT')
    expect((await round()).events).toMatchObject([{ detail: { skipped: 1, changed: 0 } }])
    await issuing
    expect(await syncs(one(3))).toEqual([])
    expect(await database().keyIdSighting.findMany({ where: { channelId } })).toMatchObject([{ standing: 'ours' }])
  })
})

describe('a channel whose list LINE refuses', () => {
  it('fails once in its history, then is asked less and less often, and as ever once it is mended', async () => {
    await world.atLine.deleteKey(one(4).lineChannelId, one(4).kid)
    const { events } = await round()
    expect(events).toMatchObject([{ detail: { failed: 1, unchanged: CHANNELS - 1 } }])
    expect(events[0]?.detail.failedChannels).toEqual([`店 4 · ${one(4).lineChannelId}`])
    expect(await syncs(one(4))).toEqual(['requested', 'failed'])
    const refused = await channelOf(one(4))
    expect(refused).toMatchObject({ watchRefusals: 1, watchRefusal: events[0]?.detail.failedBecause[0] })
    expect(await database().signingKey.count({ where: { channelId: refused.id, refusedAt: { not: null } } })).toBe(1)
    await round()
    expect(await syncs(one(4))).toEqual(['requested', 'failed'])
    expect(await channelOf(one(4))).toMatchObject({ watchRefusals: 2 })
    await database().signingKey.updateMany({
      where: { channelId: refused.id },
      data: { state: 'ready' },
    })
  })

  it('is left alone for twice as long each time, a day at most, unless its key is changed', () => {
    expect([1, 2, 3, 20].map((refusals) => pauseMs(refusals, HOUR_MS) / HOUR_MS)).toEqual([2, 4, 8, 24])
    expect(pauseMs(3, 30 * HOUR_MS) / HOUR_MS).toBe(30)
    const at = (hours: number) => new Date(hours * HOUR_MS)
    const watched = {
      syncedAt: at(1),
      refusals: 2,
      refusedAt: at(10),
      keySince: at(0),
      id: '',
      name: '',
      lineChannelId: '',
      refusal: 'x',
    }
    expect(nextAt(watched, HOUR_MS)).toEqual(at(14))
    expect([isDue(watched, at(13.4), HOUR_MS), isDue(watched, at(13.5), HOUR_MS)]).toEqual([false, true])
    expect(nextAt({ ...watched, keySince: at(11) }, HOUR_MS)).toEqual(at(2))
    expect(nextAt({ syncedAt: null, refusals: 0, refusedAt: null, keySince: at(0) }, HOUR_MS)).toBeNull()
  })
})

describe('LINE away', () => {
  it('ends the round early, and nothing is written but that', async () => {
    await world.atLine.addFault({ endpoint: LIST, kind: '500-before', times: 500 })
    const { asked, events } = await round()
    expect(asked.length).toBeLessThan(CHANNELS / 2)
    expect(events).toMatchObject([
      {
        detail: {
          unchanged: 0,
          changed: 0,
          cutShort: 'unanswered',
          failedBecause: ['lineUnavailable', 'lineBreakerOpen'],
        },
      },
    ])
    expect(events[0]?.detail.asked + events[0]?.detail.skipped).toBe(CHANNELS - 1)
    expect(
      await database().channel.count({
        where: { watchRefusals: { gt: 0 }, signingKeys: { some: { state: 'active' } } },
      }),
    ).toBe(0)
    expect(await world.outcomesOf('channel.sync', one(5).channelId)).toEqual([])
    await world.atLine.clearFaults()
    forgetLine()
    expect((await round()).events).toMatchObject([{ detail: { unchanged: CHANNELS - 1, failed: 0 } }])
  })
})

describe('the event of a round', () => {
  const nothing = { watched: 0, changed: 0, unchanged: [], failed: [], cutShort: null, goesOn: false }
  it('is written by the watcher only', async () => {
    await expect(perform(world.operator, watchChannels, nothing)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('names at most twenty that failed', async () => {
    const failed = channels.map(({ channelId }) => ({
      channelId,
      label: 'one',
      reason: 'lineUnavailable',
      refused: false,
      at: new Date().toISOString(),
    }))
    await perform(systemActor('watcher'), watchChannels, { ...nothing, watched: CHANNELS, failed })
    expect((await rounds()).at(-1)?.detail).toMatchObject({ failed: CHANNELS, failedChannels: { length: 20 } })
  })

  it('leaves a channel as it is that was synced later than its list', async () => {
    const { channelId } = one(6)
    const { syncedAt } = await channelOf(one(6))
    const unchanged = [{ channelId, at: '2020-01-01T00:00:00.000Z', keyIds: [] }]
    await perform(systemActor('watcher'), watchChannels, { ...nothing, watched: 1, unchanged })
    expect(await channelOf(one(6))).toMatchObject({ syncedAt })
  })
})

// The last one: a process that is stopping does not go on.
describe('a process that is told to stop', () => {
  it('ends the round after what is under way, and writes what it did', async () => {
    await world.atLine.addFault({ endpoint: LIST, kind: 'slow', times: CHANNELS, seconds: 0.2 })
    const going = round()
    await expect
      .poll(async () => (await world.atLine.calls()).at(-1)?.fault, { timeout: 5000, interval: 10 })
      .toBe('slow')
    expect(await stopOperations(10_000)).toBe(true)
    const { asked, events } = await going
    expect(asked.length).toBeLessThan(CHANNELS - 10)
    expect(events).toMatchObject([{ detail: { unchanged: asked.length, failed: 0, cutShort: 'stopping' } }])
    await expect(watchRound(HOUR_MS)).rejects.toMatchObject({ reason: 'stopping' })
  })
})

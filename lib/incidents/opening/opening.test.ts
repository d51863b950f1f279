import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { env } from '@/lib/env'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { startWorld, type World } from '@/sandbox/world'
import { closeIncident } from '../close'
import { openIncident } from '../open'
import { countOpenIncidents, getIncident } from '../queries'
import { MOST_CHANNELS } from '../schema'
import { listDrillChannels, previewIncident } from './queries'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const open = async (channels: string[], more: { drill?: 'yes' } = {}) =>
  (await perform(world.operator, openIncident, { channels, reason: 'Key on a pastebin', ...more })).result.incidentId
const close = (incidentId: string) => perform(world.operator, closeIncident, { incidentId, reason: 'Over' })
const issue = (channelId: string) =>
  perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Booking bot' })

describe('what opening would be about', () => {
  it('is the channels by name, with the tokens held and the incident each is in', async () => {
    const [b, a] = [await world.channelWithKey('B opening'), await world.channelWithKey('A opening')]
    await issue(b.channelId)
    await perform(world.operator, issueToken, {
      channelId: b.channelId,
      kind: 'stateless',
      purpose: 'Not to be counted',
    })
    const incidentId = await open([a.channelId])
    const found = await previewIncident(world.operator, { channels: [b.channelId, a.channelId, newId()] })
    expect(found).toMatchObject({ tokens: 1, more: false })
    expect(found.channels).toMatchObject([
      { name: 'A opening', tokens: 0, incidentId },
      { name: 'B opening', tokens: 1, incidentId: null },
    ])
    expect((await previewIncident(world.operator, { filter: { q: 'opening' } })).channels).toHaveLength(2)
    await expect(previewIncident(world.viewer, { filter: {} })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await listDrillChannels(world.operator)).map(({ id }) => id)).toEqual([b.channelId])
    expect(await countOpenIncidents(world.viewer)).toBe(1)
    await close(incidentId)
    expect(await countOpenIncidents(world.viewer)).toBe(0)
  })
})

describe('a drill', () => {
  const mode = () => env()
  afterEach(() => {
    mode().KAGIBAN_MODE = 'sandbox'
  })

  it('is refused where LINE is real, and nothing is frozen', async () => {
    const { channelId } = await world.channelWithKey()
    mode().KAGIBAN_MODE = 'production'
    await expect(open([channelId], { drill: 'yes' })).rejects.toMatchObject({ reason: 'drillOnlyInSandbox' })
    expect(await database().channel.findUnique({ where: { id: channelId } })).toMatchObject({ frozenAt: null })
  })
})

describe('freezing while tokens are issued', () => {
  it('has each issue either among what is to be revoked, or refused before LINE is asked', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, (_, index) => world.channelWithKey(`Race ${index}`)))
    const ids = made.map(({ channelId }) => channelId)
    const later = (ms: number) => new Promise((done) => setTimeout(done, ms))
    const [incidentId, ...issued] = await Promise.all([
      letThrough(ids[0] ?? '').then(() => open(ids)),
      ...ids.map((channelId, index) =>
        later(index * 16).then(() =>
          issue(channelId).then(
            ({ result }) => ({ channelId, tokenId: result.tokenId }),
            ({ reason }: { reason: string }) => ({ channelId, reason }),
          ),
        ),
      ),
    ])
    const { channels } = await getIncident(world.viewer, incidentId)
    for (const each of issued) {
      const left = channels.find(({ channelId }) => channelId === each.channelId)?.tokens.left ?? []
      if ('tokenId' in each) expect(left.map(({ id }) => id)).toEqual([each.tokenId])
      else expect({ ...each, left }).toEqual({ channelId: each.channelId, reason: 'channelFrozen', left: [] })
    }
    expect(issued[0]).toHaveProperty('tokenId')
    for (const channelId of ids) await expect(issue(channelId)).rejects.toMatchObject({ reason: 'channelFrozen' })
    await close(incidentId)
  })
})

/** Waits until an issue for the channel is past the point where freezing could have stopped it. */
async function letThrough(channelId: string): Promise<void> {
  while ((await database().operation.count({ where: { channelId, change: 'token.issue' } })) === 0)
    await new Promise((done) => setTimeout(done, 5))
}

describe('as many channels as one incident takes', () => {
  it('are frozen at once, and read again as they are', async () => {
    const ids = Array.from({ length: MOST_CHANNELS + 1 }, newId)
    await database().channel.createMany({
      data: ids.map((id, index) => ({
        ...{ id, lineChannelId: `${7_000_000 + index}`, name: `Many ${index}`, type: 'messaging_api' },
        ...{ environment: 'production', owner: 'Sato Mayu', tags: [] },
      })),
    })
    await expect(open(ids)).rejects.toThrow('incidentChannels')
    expect(await previewIncident(world.operator, { filter: { q: 'Many' } })).toMatchObject({ more: true })
    const incidentId = await open(ids.slice(1))
    expect((await getIncident(world.viewer, incidentId)).channels).toHaveLength(MOST_CHANNELS)
    expect(await database().channel.count({ where: { id: { in: ids }, frozenAt: null } })).toBe(1)
    await close(incidentId)
    expect(await database().channel.count({ where: { id: { in: ids }, frozenAt: null } })).toBe(MOST_CHANNELS + 1)
  })
})

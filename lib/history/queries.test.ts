import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { activateKey } from '@/lib/keys/activate'
import { generateKey } from '@/lib/keys/generate'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { findActorChoices } from './actors'
import { countEvents, getEvent, listEvents } from './queries'

let world: World
let auditor: PersonActor
let channel: Awaited<ReturnType<World['channelWithKey']>>
beforeAll(async () => {
  world = await startWorld()
  auditor = await signedIn(['auditor'], { name: 'Somchai' })
  channel = await world.channelWithKey()
  await perform(world.viewer, generateKey, { channelId: channel.channelId }).catch(() => null)
  // Outside any channel: only for who may read everything.
  await perform(world.viewer, generateKey, { channelId: 'x' }).catch(() => null)
})
afterAll(() => world.close())

const seqs = async (actor: PersonActor, filter: Parameters<typeof listEvents>[1]) =>
  (await listEvents(actor, filter)).rows.map(({ seq }) => Number(seq))

describe('a filter', () => {
  it('by time takes from an instant on and before another', async () => {
    const events = await database().event.findMany({ orderBy: { seq: 'asc' }, select: { seq: true, at: true } })
    const [from, to] = [events[2]?.at.toISOString(), events[5]?.at.toISOString()]
    const expected = events.filter(({ at }) => at.toISOString() >= (from ?? '') && at.toISOString() < (to ?? ''))
    expect(expected.length).toBeGreaterThan(0)
    const ascending = (await seqs(auditor, { from, to })).reverse()
    expect(ascending).toEqual(expected.map(({ seq }) => Number(seq)))
    expect(await countEvents(auditor, { from, to })).toBe(expected.length)
  })

  it('by target takes everything that was done to one thing', async () => {
    const { rows } = await listEvents(auditor, { target: channel.signingKeyId })
    expect(rows.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'key.activate done',
      'key.activate requested',
      'key.generate done',
    ])
  })

  it('by actor takes those who occur, each once and under the last name, as far as the reader may see', async () => {
    await perform(systemActor('command line'), generateKey, { channelId: channel.channelId })
    const choices = await findActorChoices(auditor)
    expect(choices?.map(({ name }) => name)).toEqual(['command line', 'Sato Mayu', 'Test Person'])
    const stranger = await signedIn(['viewer'], { name: 'Nobody Yet' })
    await perform(stranger, generateKey, { channelId: 'x' }).catch(() => null)
    expect((await findActorChoices(auditor))?.map(({ name }) => name)).toContain('Nobody Yet')
    expect((await findActorChoices(world.viewer))?.map(({ name }) => name)).not.toContain('Nobody Yet')
  })
})

describe('one event', () => {
  it('knows its neighbours that the reader may see, and where the chain ends', async () => {
    const { rows } = await listEvents(auditor, {})
    const head = Number(rows[0]?.seq)
    const outside = Number(rows.find(({ channelId }) => channelId === null)?.seq)
    const read = async (actor: PersonActor, seq: number) => {
      const { previous, next, head } = await getEvent(actor, BigInt(seq))
      return [previous, next, head].map((place) => place && Number(place))
    }
    expect(await read(auditor, head)).toEqual([head - 1, null, head])
    expect(await read(auditor, 1)).toEqual([null, 2, head])
    expect(await read(auditor, outside - 1)).toEqual([outside - 2, outside, head])
    expect((await read(world.viewer, outside - 1))[1]).not.toBe(outside)
    await expect(getEvent(world.viewer, BigInt(outside))).rejects.toMatchObject({ reason: 'eventNotFound' })
  })

  it('tells what changed, and why it failed in words of ours and of LINE', async () => {
    const { channelId, lineChannelId, kid } = await world.channelWithKey()
    const { signingKeyId } = (await perform(world.operator, generateKey, { channelId })).result
    const key = await database().signingKey.findUniqueOrThrow({ where: { id: signingKeyId } })
    const next = await world.atLine.registerKey(lineChannelId, key.publicJwk)
    const wrong = { channelId, signingKeyId, kid: crypto.randomUUID() }
    await expect(perform(world.operator, activateKey, wrong)).rejects.toThrow()
    await perform(world.operator, activateKey, { ...wrong, kid: next })
    const { rows } = await listEvents(auditor, { target: signingKeyId })
    const [done, failed] = await Promise.all([
      getEvent(auditor, BigInt(rows[0]?.seq ?? 0)),
      getEvent(auditor, BigInt(rows.find(({ outcome }) => outcome === 'failed')?.seq ?? 0)),
    ])
    expect(done.detail.differences).toEqual([{ field: 'value', before: kid, after: next }])
    expect(done.body).toContain(`"before":"${kid}"`)
    expect(failed.detail.failure).toMatchObject({ reason: 'lineSigningKeyUnknown', lineText: expect.any(String) })
    expect(done.pair.map(({ outcome }) => outcome)).toEqual(['requested', 'done'])
  })
})

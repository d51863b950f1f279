import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { forgetLine } from '@/lib/line/care/state'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { activateKey } from './activate'
import { generateKey } from './generate'
import { listSigningKeys } from './queries'
import { retireKey } from './retire'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
// LINE fails on purpose here; the next test is not to be held back by that.
beforeEach(() => forgetLine())

async function generated() {
  const channel = await world.registeredChannel()
  const { channelId, lineChannelId } = channel
  const { signingKeyId } = (await perform(world.operator, generateKey, { channelId })).result
  const [key] = await listSigningKeys(world.viewer, channelId)
  const kid = await world.atLine.registerKey(lineChannelId, key?.publicJwk)
  return { channelId, lineChannelId, signingKeyId, kid }
}

/** A channel with one key in use and one that is ready. */
async function twoKeys() {
  const first = await generated()
  await perform(world.operator, activateKey, first)
  const { channelId, lineChannelId } = first
  const { signingKeyId } = (await perform(world.operator, generateKey, { channelId })).result
  const { publicJwk } = await database().signingKey.findUniqueOrThrow({ where: { id: signingKeyId } })
  const kid = await world.atLine.registerKey(lineChannelId, publicJwk)
  await perform(world.operator, activateKey, { channelId, signingKeyId, kid })
  const key = (id: string, itsKid: string) => ({ channelId, signingKeyId: id, kid: itsKid })
  return { channelId, lineChannelId, ready: key(first.signingKeyId, first.kid), active: key(signingKeyId, kid) }
}
const rowOf = (id: string) => database().signingKey.findUniqueOrThrow({ where: { id } })
const without = ({ channelId, signingKeyId }: { channelId: string; signingKeyId: string }) => ({
  channelId,
  signingKeyId,
})
const statesOf = async (channelId: string) =>
  (await database().signingKey.findMany({ where: { channelId }, orderBy: { createdAt: 'asc' } })).map(
    (key) => key.state,
  )
const slowList = (times: number) =>
  world.atLine.addFault({ endpoint: 'getsAllValidChannelAccessTokenKeyIds', kind: 'slow', times, seconds: 0.5 })

describe('generating a signing key', () => {
  it("gives a public JWK just as LINE's console takes it, and seals the private half", async () => {
    const { channelId, signingKeyId } = await generated()
    const row = await database().signingKey.findUniqueOrThrow({ where: { id: signingKeyId } })
    expect(Object.keys(row.publicJwk as object).sort()).toEqual(['alg', 'e', 'kty', 'n', 'use'])
    expect(row.sealed).toMatch(/^eyJ/)
    expect(await world.outcomesOf('key.generate', channelId)).toEqual(['done'])
  })

  it('is refused to a viewer', async () => {
    const { channelId } = await world.registeredChannel()
    await expect(perform(world.viewer, generateKey, { channelId })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world.outcomesOf('key.generate', channelId)).toEqual(['denied'])
    expect(await database().signingKey.count({ where: { channelId } })).toBe(0)
  })

  it('waits for the kid of the one before', async () => {
    const { channelId } = await generated()
    await expect(perform(world.operator, generateKey, { channelId })).rejects.toMatchObject({
      reason: 'keyWaitsForKid',
    })
  })

  it('is done once, however often it is asked for at once', async () => {
    const { channelId } = await world.registeredChannel()
    const ended = await Promise.allSettled([1, 2, 3].map(() => perform(world.operator, generateKey, { channelId })))
    expect(ended.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(await database().signingKey.count({ where: { channelId } })).toBe(1)
  })
})

describe('activating a signing key', () => {
  it('uses it once LINE took its assertion, and keeps the one before ready', async () => {
    const first = await generated()
    await perform(world.operator, activateKey, first)
    const { channelId, lineChannelId } = first
    const second = (await perform(world.operator, generateKey, { channelId })).result
    const key = await database().signingKey.findUniqueOrThrow({ where: { id: second.signingKeyId } })
    const kid = await world.atLine.registerKey(lineChannelId, key.publicJwk)
    await perform(world.operator, activateKey, { channelId, ...second, kid })
    const states = (await listSigningKeys(world.viewer, channelId)).map((one) => [one.kid, one.state])
    expect(states).toEqual([
      [kid, 'active'],
      [first.kid, 'ready'],
    ])
    expect(await world.outcomesOf('key.activate', channelId)).toEqual(['requested', 'done', 'requested', 'done'])
  })

  it('is refused to a viewer', async () => {
    const key = await generated()
    await expect(perform(world.viewer, activateKey, key)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world.outcomesOf('key.activate', key.channelId)).toEqual(['denied'])
  })

  it('fails when LINE does not know the kid, and the key still waits', async () => {
    const key = await generated()
    const wrong = { ...key, kid: crypto.randomUUID() }
    await expect(perform(world.operator, activateKey, wrong)).rejects.toMatchObject({ reason: 'lineSigningKeyUnknown' })
    expect(await world.outcomesOf('key.activate', key.channelId)).toEqual(['requested', 'failed'])
    await perform(world.operator, activateKey, key)
  })

  it('fails when LINE says nothing: reading a list changes nothing there', async () => {
    const key = await generated()
    await world.atLine.addFault({ endpoint: 'getsAllValidChannelAccessTokenKeyIds', kind: 'reset-after', times: 4 })
    await expect(perform(world.operator, activateKey, key)).rejects.toMatchObject({ code: 'line_unreachable' })
    expect(await world.outcomesOf('key.activate', key.channelId)).toEqual(['requested', 'failed'])
  })

  it('does not take the key of another channel', async () => {
    const [one, other] = [await generated(), await generated()]
    const mixed = { ...one, channelId: other.channelId }
    await expect(perform(world.operator, activateKey, mixed)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('that was sent twice leaves it in use, and never ready', async () => {
    const key = await generated()
    await slowList(1)
    const sent = [1, 2].map(() => perform(world.operator, activateKey, key))
    expect((await Promise.all(sent)).map((one) => one.result.kid)).toEqual([key.kid, key.kid])
    const row = await database().signingKey.findUniqueOrThrow({ where: { id: key.signingKeyId } })
    expect(row).toMatchObject({ state: 'active', retiredAt: null })
  })
})

describe('putting a ready key to use again', () => {
  it('proves it anew, without being told its kid, and makes the one in use ready', async () => {
    const { channelId, ready, active } = await twoKeys()
    const before = await rowOf(ready.signingKeyId)
    await perform(world.operator, activateKey, without(ready))
    const [back, other] = await Promise.all([rowOf(ready.signingKeyId), rowOf(active.signingKeyId)])
    expect(back).toMatchObject({ state: 'active', kid: ready.kid })
    expect(back.provenAt?.getTime()).toBeGreaterThan(before.provenAt?.getTime() ?? 0)
    expect(other).toMatchObject({ state: 'ready', kid: active.kid, retiredAt: null })
    expect(other.sealed).toMatch(/^eyJ/)
    const event = await database().event.findFirstOrThrow({ where: { channelId }, orderBy: { seq: 'desc' } })
    expect(JSON.parse(event.body).detail).toMatchObject({ before: active.kid, after: ready.kid })
  })

  it('fails when LINE has its kid no more, which is noted, and changes nothing', async () => {
    const { channelId, lineChannelId, ready } = await twoKeys()
    await world.atLine.deleteKey(lineChannelId, ready.kid)
    await expect(perform(world.operator, activateKey, without(ready))).rejects.toMatchObject({
      reason: 'lineSigningKeyUnknown',
    })
    expect(await statesOf(channelId)).toEqual(['ready', 'active'])
    expect((await rowOf(ready.signingKeyId)).refusedAt).toBeInstanceOf(Date)
  })

  it('notes no refusal of a kid that was only mistyped', async () => {
    const key = await generated()
    await expect(perform(world.operator, activateKey, { ...key, kid: 'mistyped' })).rejects.toThrow()
    expect((await rowOf(key.signingKeyId)).refusedAt).toBeNull()
  })

  it('asks for the kid of a key that waits for it, and for none of the others', async () => {
    const key = await generated()
    await expect(perform(world.operator, activateKey, without(key))).rejects.toMatchObject({
      reason: 'kidMissing',
      field: 'kid',
    })
    const { ready, active } = await twoKeys()
    await expect(perform(world.operator, activateKey, ready)).rejects.toMatchObject({ reason: 'keyNotWaiting' })
    await expect(perform(world.operator, activateKey, without(active))).rejects.toMatchObject({ reason: 'keyInUse' })
  })
})

describe('retiring a signing key', () => {
  it('erases the private half for good', async () => {
    const { channelId, ready } = await twoKeys()
    await perform(world.operator, retireKey, without(ready))
    const row = await rowOf(ready.signingKeyId)
    expect(row).toMatchObject({ state: 'retired', sealed: null, sealingKeyId: null, kid: ready.kid })
    expect(row.retiredAt).toBeInstanceOf(Date)
    expect(await world.outcomesOf('key.retire', channelId)).toEqual(['done'])
    await expect(perform(world.operator, activateKey, without(ready))).rejects.toMatchObject({
      reason: 'signingKeyRetired',
    })
    await expect(perform(world.operator, retireKey, without(ready))).rejects.toMatchObject({
      reason: 'keyRetiredAlready',
    })
  })

  it('discards one that waits for its kid, so that another can be generated', async () => {
    const key = await generated()
    await perform(world.operator, retireKey, without(key))
    await perform(world.operator, generateKey, { channelId: key.channelId })
    expect(await statesOf(key.channelId)).toEqual(['retired', 'generated'])
  })

  it('takes the key in use only when its kid was typed', async () => {
    const { channelId, active } = await twoKeys()
    for (const typedKid of [undefined, '', active.kid.slice(1)])
      await expect(perform(world.operator, retireKey, { ...without(active), typedKid })).rejects.toMatchObject({
        reason: 'kidNotTyped',
        field: 'typedKid',
      })
    await perform(world.operator, retireKey, { ...without(active), typedKid: ` ${active.kid} ` })
    expect(await statesOf(channelId)).toEqual(['ready', 'retired'])
  })

  it('is refused to a viewer', async () => {
    const { channelId, ready } = await twoKeys()
    await expect(perform(world.viewer, retireKey, without(ready))).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world.outcomesOf('key.retire', channelId)).toEqual(['denied'])
    expect(await statesOf(channelId)).toEqual(['ready', 'active'])
  })

  it('does not take the key of another channel', async () => {
    const [one, other] = [await generated(), await generated()]
    const mixed = { ...without(one), channelId: other.channelId }
    await expect(perform(world.operator, retireKey, mixed)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('keys changed at the same moment', () => {
  it('leave one in use when two are put to use', async () => {
    const { channelId, ready } = await twoKeys()
    const third = (await perform(world.operator, generateKey, { channelId })).result
    const { publicJwk } = await rowOf(third.signingKeyId)
    const { lineChannelId } = await database().channel.findUniqueOrThrow({ where: { id: channelId } })
    const kid = await world.atLine.registerKey(lineChannelId, publicJwk)
    await slowList(2)
    await Promise.all([
      perform(world.operator, activateKey, without(ready)),
      perform(world.operator, activateKey, { channelId, ...third, kid }),
    ])
    expect((await statesOf(channelId)).toSorted()).toEqual(['active', 'ready', 'ready'])
    const keys = await database().signingKey.findMany({ where: { channelId } })
    // Whichever LINE took last is the one somebody meant last.
    expect(keys.toSorted((a, b) => Number(b.provenAt) - Number(a.provenAt))[0]?.state).toBe('active')
  })

  it('are saved one after the other', async () => {
    const { channelId, ready, active } = await twoKeys()
    const { signingKeyId } = (await perform(world.operator, generateKey, { channelId })).result
    const saveIn = (tx: unknown, id: string, kid: string) => {
      const plan = { subject: { channelId }, signingKeyId: id, kid, from: 'ready' }
      const answer = { provenAt: new Date().toISOString(), listed: 0, requestId: null }
      return activateKey.save(tx as never, { plan } as never, answer)
    }
    let second: Promise<unknown> | undefined
    await database().$transaction(async (tx) => {
      await saveIn(tx, ready.signingKeyId, ready.kid)
      second = database().$transaction((other) => saveIn(other, signingKeyId, 'a-kid'))
      await sleep(300)
    })
    await second
    expect(await statesOf(channelId)).toEqual(['ready', 'ready', 'active'])
    expect((await rowOf(active.signingKeyId)).state).toBe('ready')
  })

  it('are not retired while they are being put to use', async () => {
    const { channelId, ready } = await twoKeys()
    await slowList(1)
    const activating = perform(world.operator, activateKey, without(ready))
    await expect.poll(() => world.outcomesOf('key.activate', channelId)).toHaveLength(5)
    await expect(perform(world.operator, retireKey, without(ready))).rejects.toMatchObject({
      reason: 'keyBeingActivated',
    })
    await activating
    expect(await statesOf(channelId)).toEqual(['active', 'ready'])
  })

  it('stay retired when the proof that was under way is saved after that', async () => {
    const { channelId, ready } = await twoKeys()
    await perform(world.operator, activateKey, without(ready))
    await perform(world.operator, retireKey, { ...without(ready), typedKid: ready.kid })
    await saveAgain(channelId, 'desc', Date.now())
    expect((await rowOf(ready.signingKeyId)).state).toBe('retired')
  })

  it('saved late, do not take the place of the one put to use since', async () => {
    const { channelId, ready, active } = await twoKeys()
    await saveAgain(channelId, 'asc', Date.now() - 60_000)
    expect((await rowOf(ready.signingKeyId)).state).toBe('ready')
    expect((await rowOf(active.signingKeyId)).state).toBe('active')
  })

  /** Saves the first or the last activation of a channel once more, as one that LINE answered at `at`. */
  async function saveAgain(channelId: string, createdAt: 'asc' | 'desc', at: number) {
    const where = { channelId, change: 'key.activate' }
    const operation = await database().operation.findFirstOrThrow({ where, orderBy: { createdAt } })
    const answer = { provenAt: new Date(at).toISOString(), listed: 0, requestId: null }
    await database().$transaction((tx) => activateKey.save(tx as never, operation as never, answer))
  }
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { activateKey } from './activate'
import { generateKey } from './generate'
import { listSigningKeys } from './queries'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function generated() {
  const channel = await world.registeredChannel()
  const { channelId, lineChannelId } = channel
  const { signingKeyId } = (await perform(world.operator, generateKey, { channelId })).result
  const [key] = await listSigningKeys(world.viewer, channelId)
  const kid = await world.atLine.registerKey(lineChannelId, key?.publicJwk)
  return { channelId, lineChannelId, signingKeyId, kid }
}

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
    await world.atLine.addFault({ endpoint: 'getsAllValidChannelAccessTokenKeyIds', kind: 'reset-after', times: 1 })
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
    await world.atLine.addFault({
      endpoint: 'getsAllValidChannelAccessTokenKeyIds',
      kind: 'slow',
      times: 1,
      seconds: 0.5,
    })
    const sent = [1, 2].map(() => perform(world.operator, activateKey, key))
    expect((await Promise.all(sent)).map((one) => one.result.kid)).toEqual([key.kid, key.kid])
    const row = await database().signingKey.findUniqueOrThrow({ where: { id: key.signingKeyId } })
    expect(row).toMatchObject({ state: 'active', retiredAt: null })
  })
})

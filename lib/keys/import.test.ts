import { setTimeout as sleep } from 'node:timers/promises'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { forgetLine } from '@/lib/line/care/state'
import { perform } from '@/lib/perform'
import { syncChannel } from '@/lib/tokens/sync'
import { startWorld, type World } from '@/sandbox/world'
import { importKey } from './import'
import { retireKey } from './retire'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
// LINE fails on purpose here; the next test is not to be held back by that.
beforeEach(() => forgetLine())

/** A key made elsewhere, and registered at LINE for a channel. */
async function elsewhere(lineChannelId: string) {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  const kid = await world.atLine.registerKey(lineChannelId, {
    ...(await exportJWK(publicKey)),
    alg: 'RS256',
    use: 'sig',
  })
  const jwk = await exportJWK(privateKey)
  return { kid, jwk, privateJwk: JSON.stringify(jwk, null, 2) }
}
const outcomes = (channelId: string) => world.outcomesOf('key.import', channelId)
const rows = (channelId: string) =>
  database().signingKey.findMany({ where: { channelId }, orderBy: { createdAt: 'asc' } })

describe('importing a signing key', () => {
  it('puts it to use in a channel that has none, and what it signs is taken', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const { kid, privateJwk, jwk } = await elsewhere(lineChannelId)
    await perform(world.operator, importKey, { channelId, kid, privateJwk })
    const [row] = await rows(channelId)
    expect(row).toMatchObject({ kid, state: 'active', origin: 'imported', sealed: expect.stringMatching(/^eyJ/) })
    expect(row?.activatedAt).toEqual(row?.provenAt)
    expect(row?.publicJwk).toEqual({ kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB', n: jwk.n })
    expect(await outcomes(channelId)).toEqual(['requested', 'done'])
    await perform(world.operator, syncChannel, { channelId })
  })

  it('keeps it ready where another one is in use', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey()
    const { kid, privateJwk } = await elsewhere(lineChannelId)
    await perform(world.operator, importKey, { channelId, kid, privateJwk })
    expect((await rows(channelId)).map(({ state, activatedAt }) => [state, activatedAt === null])).toEqual([
      ['active', false],
      ['ready', true],
    ])
  })

  it('keeps nothing of it in clear, and nothing at all with the operation', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const { kid, privateJwk, jwk } = await elsewhere(lineChannelId)
    await perform(world.operator, importKey, { channelId, kid, privateJwk })
    const operations = JSON.stringify(await database().operation.findMany({ where: { channelId } }))
    const events = (await database().event.findMany({ where: { channelId } })).map((event) => event.body).join()
    const written = operations + events + JSON.stringify(await rows(channelId))
    for (const member of [jwk.d, jwk.p, jwk.q, jwk.dp, jwk.dq, jwk.qi]) expect(written).not.toContain(member)
    expect(operations).not.toContain('jwe')
  })

  it('is refused to a viewer, without a call to LINE', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const { kid, privateJwk } = await elsewhere(lineChannelId)
    const before = (await world.atLine.calls()).length
    await expect(perform(world.viewer, importKey, { channelId, kid, privateJwk })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await outcomes(channelId)).toEqual(['denied'])
    expect((await world.atLine.calls()).length).toBe(before)
  })

  it('fails when LINE does not know the kid, or has another key under it, and keeps nothing', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const { kid, privateJwk } = await elsewhere(lineChannelId)
    const stranger = await elsewhere(lineChannelId)
    for (const [wrong, reason] of [
      [crypto.randomUUID(), 'lineSigningKeyUnknown'],
      [stranger.kid, 'lineAssertionRefused'],
    ] as const)
      await expect(perform(world.operator, importKey, { channelId, kid: wrong, privateJwk })).rejects.toMatchObject({
        reason,
      })
    expect(await outcomes(channelId)).toEqual(['requested', 'failed', 'requested', 'failed'])
    expect(await rows(channelId)).toEqual([])
    const operations = await database().operation.findMany({ where: { channelId, change: 'key.import' } })
    expect(JSON.stringify(operations)).not.toContain('jwe')
    await perform(world.operator, importKey, { channelId, kid, privateJwk })
  })

  it('fails when LINE says nothing: reading a list changes nothing there', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const { kid, privateJwk } = await elsewhere(lineChannelId)
    await world.atLine.addFault({ endpoint: 'getsAllValidChannelAccessTokenKeyIds', kind: 'reset-after', times: 4 })
    await expect(perform(world.operator, importKey, { channelId, kid, privateJwk })).rejects.toMatchObject({
      code: 'line_unreachable',
    })
    expect(await outcomes(channelId)).toEqual(['requested', 'failed'])
  })

  it('says what is wrong with the key beside it, quotes nothing of it, and asks nobody', async () => {
    const { channelId } = await world.registeredChannel()
    const { privateJwk, jwk, kid } = await elsewhere((await world.registeredChannel()).lineChannelId)
    const bad = privateJwk.replace('AQAB', 'AQAC')
    const error = await perform(world.operator, importKey, { channelId, kid, privateJwk: bad }).catch((one) => one)
    expect(error.issues).toMatchObject([{ path: ['privateJwk'], message: 'jwkExponent' }])
    expect(JSON.stringify(error) + error.message + error.stack).not.toContain(jwk.d)
    expect(await outcomes(channelId)).toEqual([])
  })

  it('refuses a kid and a key that the channel has or had', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const [one, other] = [await elsewhere(lineChannelId), await elsewhere(lineChannelId)]
    await perform(world.operator, importKey, { channelId, ...one })
    await expect(
      perform(world.operator, importKey, { channelId, kid: one.kid, privateJwk: other.privateJwk }),
    ).rejects.toMatchObject({ reason: 'kidTaken', field: 'kid' })
    const again = { channelId, kid: other.kid, privateJwk: one.privateJwk }
    await expect(perform(world.operator, importKey, again)).rejects.toMatchObject({
      reason: 'keyHeldAlready',
      field: 'privateJwk',
    })
    const [row] = await rows(channelId)
    await perform(world.operator, retireKey, { channelId, signingKeyId: row?.id ?? '', typedKid: one.kid })
    await expect(perform(world.operator, importKey, again)).rejects.toMatchObject({ reason: 'keyHeldAlready' })
  })

  it('takes it in once when it is sent twice at the same moment', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const { kid, privateJwk } = await elsewhere(lineChannelId)
    const endpoint = 'getsAllValidChannelAccessTokenKeyIds'
    await world.atLine.addFault({ endpoint, kind: 'slow', times: 2, seconds: 0.5 })
    const both = await Promise.all([1, 2].map(() => perform(world.operator, importKey, { channelId, kid, privateJwk })))
    expect(both).toHaveLength(2)
    expect(await rows(channelId)).toHaveLength(1)
  })

  it('has one key in use when two are brought into an empty channel at the same moment', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const keys = [await elsewhere(lineChannelId), await elsewhere(lineChannelId)]
    await Promise.all(keys.map((key) => perform(world.operator, importKey, { channelId, ...key })))
    expect((await rows(channelId)).map((row) => row.state).sort()).toEqual(['active', 'ready'])
  })

  it('is saved one after the other', async () => {
    const { channelId } = await world.registeredChannel()
    const saveIn = (tx: unknown, kid: string) => {
      const publicJwk = { kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB', n: kid }
      const sealed = { jwe: 'sealed', keyId: 'data-0001' }
      const plan = { subject: { channelId }, signingKeyId: crypto.randomUUID(), kid, publicJwk }
      const answer = { provenAt: new Date().toISOString(), listed: 0, requestId: null, sealed }
      return importKey.save(tx as never, { plan } as never, answer)
    }
    let second: Promise<unknown> | undefined
    await database().$transaction(async (tx) => {
      await saveIn(tx, 'first')
      second = database().$transaction((other) => saveIn(other, 'second'))
      await sleep(300)
    })
    await second
    expect((await rows(channelId)).map(({ kid, state }) => [kid, state])).toEqual([
      ['first', 'active'],
      ['second', 'ready'],
    ])
  })
})

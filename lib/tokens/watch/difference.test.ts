import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { fenceMs } from '@/lib/operations/clock'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { openToken } from '../held'
import { issueToken } from '../issue'
import { type KeyIdList, keepKeyIds, readKeyIds } from '../key-ids'
import { revokeToken } from '../revoke'
import { getSlots } from '../slots/queries'
import { syncChannel } from '../sync'
import { differenceOf, isNone } from './difference'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function issued() {
  const { channelId, lineChannelId, channelSecret } = await world.channelWithKey()
  const { result } = await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Order notices' })
  const token = await tokenOf(result.tokenId)
  const ask = { channelId, tokenId: token.id, confirm: lineChannelId }
  return { channelId, lineChannelId, channelSecret, ask, token, keyId: token.keyId ?? '' }
}
const textOf = async (id: string) => (await openToken(id)).expose()
const tokenOf = (id: string) => database().token.findUniqueOrThrow({ where: { id } })
const sightingOf = (channelId: string, keyId: string) =>
  database().keyIdSighting.findUniqueOrThrow({ where: { channelId_keyId: { channelId, keyId } } })
const list = (at: Date | number, keyIds: string[]) => ({ at: new Date(at).toISOString(), keyIds, requestId: null })
const keep = (channelId: string, kept: KeyIdList) => transaction((tx) => keepKeyIds(tx, channelId, kept))

describe('a token that a list does not have', () => {
  it('is not gone while it was issued later than clocks may differ, and is after that', async () => {
    const { channelId, token, keyId } = await issued()
    const issuedAt = token.issuedAt.getTime()
    await keep(channelId, list(issuedAt + fenceMs() - 1, []))
    expect((await tokenOf(token.id)).state).toBe('live')
    expect((await sightingOf(channelId, keyId)).goneAt).toBeNull()
    await keep(channelId, list(issuedAt + fenceMs(), []))
    expect(await tokenOf(token.id)).toMatchObject({ state: 'gone', proof: { list: { lastListedAt: null } } })
    expect((await sightingOf(channelId, keyId)).goneAt).toEqual(new Date(issuedAt + fenceMs()))
  })

  it('is gone at once when an earlier list had it, and it is kept which', async () => {
    const { channelId, token, keyId } = await issued()
    const had = await readKeyIds(channelId)
    await keep(channelId, had)
    await keep(channelId, list(new Date(had.at).getTime() + 5, []))
    const { state, proof } = await tokenOf(token.id)
    expect({ state, proof }).toMatchObject({ state: 'gone', proof: { list: { lastListedAt: had.at, listed: false } } })
    expect((await sightingOf(channelId, keyId)).lastSeenAt).toEqual(new Date(had.at))
  })

  it("just issued and just revoked needs no other list than the revoke's own", async () => {
    const { ask, token } = await issued()
    expect((await perform(world.operator, revokeToken, ask)).result.proven).toBe(true)
    expect((await tokenOf(token.id)).state).toBe('gone')
  })
})

describe('a token that a list called gone', () => {
  it('lives again when it is listed again', async () => {
    const { channelId, token, keyId } = await issued()
    await keep(channelId, list(token.issuedAt.getTime() + fenceMs(), []))
    expect((await tokenOf(token.id)).state).toBe('gone')
    await keep(channelId, list(token.issuedAt.getTime() + fenceMs() + 10, [keyId]))
    expect(await tokenOf(token.id)).toMatchObject({ state: 'live', goneAt: null, proof: null })
    expect((await sightingOf(channelId, keyId)).goneAt).toBeNull()
  })

  it('is to be proven anew when a revoke had proved it, takes its slot, and the history tells it', async () => {
    const { ask, token, keyId } = await issued()
    await perform(world.operator, revokeToken, ask)
    await keep(ask.channelId, list((await tokenOf(token.id)).goneAt ?? 0, [keyId]))
    expect((await tokenOf(token.id)).state).toBe('gone')
    // As if the proof had been a false word of LINE's: for LINE itself it was never revoked.
    const { channelId } = await issued()
    const { keyId: still } = await world.atLine.issueElsewhere(
      (await database().channel.findUniqueOrThrow({ where: { id: channelId } })).lineChannelId,
    )
    await database().token.update({ where: { id: token.id }, data: { channelId, keyId: still ?? '' } })
    const sighting = { channelId, keyId: still ?? '', standing: 'ours' }
    const past = new Date(Date.now() - 60_000)
    await database().keyIdSighting.create({ data: { ...sighting, firstSeenAt: past, lastSeenAt: past, goneAt: past } })
    await perform(world.operator, syncChannel, { channelId })
    const { state, goneAt, proof, nextProofAt } = await tokenOf(token.id)
    expect({ state, goneAt, proof }).toMatchObject({
      ...{ state: 'revoking', goneAt: null },
      proof: { accepted: { status: 200 }, requested: { by: { name: world.operator.name } }, list: { listed: true } },
    })
    expect(nextProofAt).not.toBeNull()
    const { places } = (await getSlots(world.viewer, channelId)).v21
    expect(places.map(({ tokenId }) => tokenId)).toContain(token.id)
    const { body } = await database().event.findFirstOrThrow({
      where: { name: 'channel.sync', channelId, outcome: 'done' },
    })
    expect(JSON.parse(body).detail).toMatchObject({ returned: [still], tokensBack: [token.id] })
  })

  it("is to be proven anew when LINE's no to a revoke had proved it", async () => {
    const { ask, token, lineChannelId, channelSecret, keyId } = await issued()
    const form = { client_id: lineChannelId, client_secret: channelSecret, access_token: await textOf(token.id) }
    await fetch(`${world.line.url}/oauth2/v2.1/revoke`, { method: 'POST', body: new URLSearchParams(form) })
    // A secret that was reissued is what the stand-in says 400 to.
    await world.atLine.reissueSecret(lineChannelId)
    expect((await perform(world.operator, revokeToken, ask)).result).toMatchObject({ proven: true, accepted: false })
    await keep(ask.channelId, list(Date.now() + 10_000, [keyId]))
    expect(await tokenOf(token.id)).toMatchObject({
      state: 'revoking',
      goneAt: null,
      proof: { list: { listed: true } },
    })
  })
})

describe('what a list tells anew', () => {
  it('is nothing once it was kept', async () => {
    const { channelId, ask, keyId } = await issued()
    await world.atLine.issueElsewhere(
      (await database().channel.findUniqueOrThrow({ where: { id: channelId } })).lineChannelId,
    )
    const seen = await readKeyIds(channelId)
    const foreign = seen.keyIds.filter((one) => one !== keyId)
    expect(await differenceOf(database(), channelId, seen)).toMatchObject({ appeared: foreign, tokensGone: [] })
    await perform(world.operator, syncChannel, ask)
    expect(isNone(await differenceOf(database(), channelId, await readKeyIds(channelId)))).toBe(true)
    const { body } = await database().event.findFirstOrThrow({
      where: { name: 'channel.sync', channelId, outcome: 'done' },
    })
    expect(JSON.parse(body).detail).toMatchObject({ appeared: foreign, foreign: 1 })
  })
  it('is held back while a token is being issued, for it may be that one', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'slow', times: 1, seconds: 2 })
    const issuing = perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Slow' })
    const minted = async () => (await world.atLine.getChannel(lineChannelId)).tokens['v2.1'].length
    await expect.poll(minted, { timeout: 5000, interval: 20 }).toBe(1)
    const { keyId: foreign } = await world.atLine.issueElsewhere(lineChannelId)
    await perform(world.operator, syncChannel, { channelId })
    const events = () => database().event.findMany({ where: { name: 'channel.sync', channelId, outcome: 'done' } })
    expect(JSON.parse((await events())[0]?.body ?? '').detail).not.toHaveProperty('appeared')
    await issuing
    await perform(world.operator, syncChannel, { channelId })
    expect(JSON.parse((await events())[1]?.body ?? '').detail).toMatchObject({ appeared: [foreign] })
  })
})

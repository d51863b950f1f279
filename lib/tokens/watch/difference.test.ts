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

  it('does not when a revoke proved it', async () => {
    const { ask, token, keyId } = await issued()
    await perform(world.operator, revokeToken, ask)
    await keep(ask.channelId, list(Date.now() + 10_000, [keyId]))
    expect((await tokenOf(token.id)).state).toBe('gone')
  })

  it("does not when LINE's no to a revoke proved it", async () => {
    const { ask, token, lineChannelId, channelSecret, keyId } = await issued()
    const form = { client_id: lineChannelId, client_secret: channelSecret, access_token: await textOf(token.id) }
    await fetch(`${world.line.url}/oauth2/v2.1/revoke`, { method: 'POST', body: new URLSearchParams(form) })
    // A secret that was reissued is what the stand-in says 400 to.
    await world.atLine.reissueSecret(lineChannelId)
    expect((await perform(world.operator, revokeToken, ask)).result).toMatchObject({ proven: true, accepted: false })
    await keep(ask.channelId, list(Date.now() + 10_000, [keyId]))
    expect((await tokenOf(token.id)).state).toBe('gone')
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
})

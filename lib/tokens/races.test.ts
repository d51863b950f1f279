import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { forgetLine } from '@/lib/line/care/state'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { openToken } from './held'
import { issueToken } from './issue'
import { keepKeyIds } from './key-ids'
import { revokeToken } from './revoke'
import { syncChannel } from './sync'
import { verifyToken } from './verify'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
// LINE fails on purpose here; the next test is not to be held back by that.
beforeEach(() => forgetLine())

const LIST = 'getsAllValidChannelAccessTokenKeyIds'
const REVOKE = 'revokeChannelTokenByJWT'
const VERIFY = 'verifyChannelTokenByJWT'

async function issued() {
  const channel = await world.channelWithKey()
  const { channelId } = channel
  const { result } = await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Order notices' })
  const confirm = channel.lineChannelId
  return { ...channel, ask: { channelId, tokenId: result.tokenId, confirm }, keyId: result.keyId ?? '' }
}
const tokenOf = (id: string) => database().token.findUniqueOrThrow({ where: { id } })
const listedAt = (ms: number, keyIds: string[]) => ({ at: new Date(ms).toISOString(), keyIds, requestId: null })
const keep = (channelId: string, list: ReturnType<typeof listedAt>) =>
  transaction((tx) => keepKeyIds(tx, channelId, list))

describe('a revoke beside another one', () => {
  it('that LINE refuses does not bring back a token LINE took before', async () => {
    const { ask } = await issued()
    await world.atLine.addFault({ endpoint: LIST, kind: '500-before', times: 4 })
    await world.atLine.addFault({ endpoint: VERIFY, kind: '500-before', times: 1 })
    expect((await perform(world.operator, revokeToken, ask)).result.proven).toBe(false)
    await world.atLine.addFault({ endpoint: REVOKE, kind: '429', times: 1 })
    await expect(perform(world.operator, revokeToken, ask)).rejects.toMatchObject({ code: 'busy' })
    expect((await tokenOf(ask.tokenId)).state).toBe('revoking')
  })

  it('that LINE refuses does not hide that the first one is unknown', async () => {
    const { ask } = await issued()
    await world.atLine.addFault({ endpoint: REVOKE, kind: 'reset-after', times: 5 })
    await expect(perform(world.operator, revokeToken, ask)).rejects.toMatchObject({ code: 'outcome_unknown' })
    await world.atLine.addFault({ endpoint: REVOKE, kind: '429', times: 1 })
    await expect(perform(world.operator, revokeToken, ask)).rejects.toMatchObject({ code: 'busy' })
    expect((await tokenOf(ask.tokenId)).state).toBe('revoking')
  })

  it('that proved it gone is not undone by one that could not read the list', async () => {
    const { ask } = await issued()
    await world.atLine.addFault({ endpoint: REVOKE, kind: 'slow', times: 1, seconds: 1 })
    const slow = perform(world.operator, revokeToken, ask)
    await expect
      .poll(async () => (await world.atLine.calls()).at(-1)?.endpoint, { timeout: 5000, interval: 20 })
      .toBe(REVOKE)
    await perform(world.operator, revokeToken, ask)
    const gone = await tokenOf(ask.tokenId)
    expect(gone.state).toBe('gone')
    await world.atLine.addFault({ endpoint: LIST, kind: '500-before', times: 4 })
    await world.atLine.addFault({ endpoint: VERIFY, kind: '500-before', times: 1 })
    await slow
    expect(await tokenOf(ask.tokenId)).toMatchObject({ state: 'gone', goneAt: gone.goneAt, proof: gone.proof })
  })
})

describe("LINE's 400", () => {
  const callLine = (path: string, form: Record<string, string>) =>
    fetch(world.line.url + path, { method: 'POST', body: new URLSearchParams(form) })

  it('to a revoke is overruled by the list: what has left it is gone', async () => {
    const { ask, lineChannelId, channelSecret } = await issued()
    const access_token = (await openToken(ask.tokenId)).expose()
    await callLine('/oauth2/v2.1/revoke', { client_id: lineChannelId, client_secret: channelSecret, access_token })
    // A secret that was reissued is what the stand-in says 400 to.
    await world.atLine.reissueSecret(lineChannelId)
    expect((await perform(world.operator, revokeToken, ask)).result).toEqual({
      proven: true,
      accepted: false,
      stillListed: false,
      stillLive: null,
    })
    expect(await tokenOf(ask.tokenId)).toMatchObject({ state: 'gone', proof: { accepted: null } })
  })

  it('to a revoke stays a no while the token is listed', async () => {
    const { ask, lineChannelId } = await issued()
    await world.atLine.reissueSecret(lineChannelId)
    await expect(perform(world.operator, revokeToken, ask)).rejects.toMatchObject({ reason: 'lineClientSecretInvalid' })
    expect((await tokenOf(ask.tokenId)).state).toBe('live')
  })

  it('to a verify counts only in its own words', async () => {
    const { ask, lineChannelId, channelSecret } = await issued()
    const access_token = (await openToken(ask.tokenId)).expose()
    await callLine('/oauth2/v2.1/revoke', { client_id: lineChannelId, client_secret: channelSecret, access_token })
    await world.atLine.addFault({ endpoint: 'verifyChannelTokenByJWT', kind: 'wrong-type', times: 1 })
    await expect(perform(world.operator, verifyToken, ask)).rejects.toMatchObject({ code: 'line_rejected' })
    expect((await tokenOf(ask.tokenId)).lastVerdict).toBeNull()
    expect((await perform(world.operator, verifyToken, ask)).result.verdict).toBe('refused')
  })
})

describe("LINE's list", () => {
  it('that was asked for before LINE had issued a token does not make it gone', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'slow', times: 1, seconds: 1 })
    const { result } = await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Slow' })
    await keep(channelId, listedAt(Date.now() - 500, []))
    expect((await tokenOf(result.tokenId)).state).toBe('live')
    expect(await database().keyIdSighting.count({ where: { channelId, goneAt: null } })).toBe(1)
  })

  it('that is saved late changes nothing a newer one told', async () => {
    const { ask, keyId } = await issued()
    const { channelId } = ask
    const before = Date.now()
    await perform(world.operator, revokeToken, ask)
    await perform(world.operator, syncChannel, { channelId })
    const { syncedAt } = await database().channel.findUniqueOrThrow({ where: { id: channelId } })
    await keep(channelId, listedAt(before, [keyId]))
    expect(await database().keyIdSighting.count({ where: { channelId, goneAt: null } })).toBe(0)
    expect(await database().channel.findUnique({ where: { id: channelId } })).toMatchObject({ syncedAt })
  })

  it('that is older than a proven revoke does not put its key ID back', async () => {
    const { ask, keyId } = await issued()
    const before = Date.now()
    await perform(world.operator, revokeToken, ask)
    await keep(ask.channelId, listedAt(before, [keyId]))
    expect(await database().keyIdSighting.count({ where: { channelId: ask.channelId, goneAt: null } })).toBe(0)
  })
})

describe('a token named in capitals', () => {
  it('is the same token', async () => {
    const { ask } = await issued()
    const loud = { ...ask, channelId: ask.channelId.toUpperCase(), tokenId: ask.tokenId.toUpperCase() }
    expect((await perform(world.operator, verifyToken, loud)).result.verdict).toBe('live')
    expect((await perform(world.operator, revokeToken, loud)).result.proven).toBe(true)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { forgetLine } from '@/lib/line/care/state'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { issueToken } from './issue'
import { listTokens, listUnheldKeyIds } from './queries'
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

async function issued() {
  const channel = await world.channelWithKey()
  const { channelId } = channel
  const { result } = await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Order notices' })
  const confirm = channel.lineChannelId
  return { ...channel, ask: { channelId, tokenId: result.tokenId, confirm }, keyId: result.keyId ?? '' }
}
const stateOf = async (id: string) => (await database().token.findUniqueOrThrow({ where: { id } })).state

describe('verifying', () => {
  it('says that it lives, and for how long', async () => {
    const { ask } = await issued()
    const { result } = await perform(world.operator, verifyToken, ask)
    expect(result).toMatchObject({ verdict: 'live', sameChannel: true })
    expect(result.expiresInSeconds).toBeGreaterThan(3500)
    expect(await world.outcomesOf('token.verify', ask.channelId)).toEqual(['requested', 'done'])
  })

  it('is refused to a viewer', async () => {
    const { ask } = await issued()
    await expect(perform(world.viewer, verifyToken, ask)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world.outcomesOf('token.verify', ask.channelId)).toEqual(['denied'])
  })

  it("takes LINE's 400 as the answer that it works no more", async () => {
    const { ask, lineChannelId, channelSecret } = await issued()
    const value = await revokeBehindOurBack(ask.tokenId, lineChannelId, channelSecret)
    expect(value.status).toBe(200)
    const { result } = await perform(world.operator, verifyToken, ask)
    expect(result.verdict).toBe('refused')
    expect(await world.outcomesOf('token.verify', ask.channelId)).toEqual(['requested', 'done'])
  })

  it('fails when LINE says nothing: asking changes nothing there', async () => {
    const { ask } = await issued()
    await world.atLine.addFault({ endpoint: 'verifyChannelTokenByJWT', kind: 'reset-after', times: 4 })
    await expect(perform(world.operator, verifyToken, ask)).rejects.toMatchObject({ code: 'line_unreachable' })
    expect(await world.outcomesOf('token.verify', ask.channelId)).toEqual(['requested', 'failed'])
  })
})

describe('revoking', () => {
  it('is proven by the key ID that left the list', async () => {
    const { ask, lineChannelId } = await issued()
    const { result } = await perform(world.operator, revokeToken, ask)
    expect(result).toEqual({ proven: true, accepted: true, stillListed: false, stillLive: null })
    expect(await stateOf(ask.tokenId)).toBe('gone')
    expect((await world.atLine.getChannel(lineChannelId)).tokens['v2.1']).toEqual([])
    expect(await world.outcomesOf('token.revoke', ask.channelId)).toEqual(['requested', 'done'])
    const { ended } = await listTokens(world.viewer, ask.channelId)
    expect(ended[0]?.proof).toMatchObject({ accepted: { status: 200 }, list: { listed: false } })
  })

  it('is refused to a viewer', async () => {
    const { ask } = await issued()
    await expect(perform(world.viewer, revokeToken, ask)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world.outcomesOf('token.revoke', ask.channelId)).toEqual(['denied'])
    expect(await stateOf(ask.tokenId)).toBe('live')
  })

  it('fails when LINE says no, and the token is live as before', async () => {
    const { ask, lineChannelId } = await issued()
    await world.atLine.reissueSecret(lineChannelId)
    await expect(perform(world.operator, revokeToken, ask)).rejects.toMatchObject({ code: 'line_rejected' })
    expect(await world.outcomesOf('token.revoke', ask.channelId)).toEqual(['requested', 'failed'])
    expect(await stateOf(ask.tokenId)).toBe('live')
  })

  it("is unknown when LINE says nothing, and settled by LINE's list", async () => {
    const { ask } = await issued()
    await world.atLine.addFault({ endpoint: 'revokeChannelTokenByJWT', kind: 'reset-after', times: 5 })
    await expect(perform(world.operator, revokeToken, ask)).rejects.toMatchObject({ code: 'outcome_unknown' })
    expect(await stateOf(ask.tokenId)).toBe('revoking')
    await settleUntil(ask.tokenId, 'gone')
    expect(await world.outcomesOf('token.revoke', ask.channelId)).toEqual(['requested', 'unknown', 'settled'])
  })

  it('is still asked for when LINE never saw it, and so is tried again', async () => {
    const { ask } = await issued()
    await world.atLine.addFault({ endpoint: 'revokeChannelTokenByJWT', kind: 'reset-before', times: 5 })
    await expect(perform(world.operator, revokeToken, ask)).rejects.toMatchObject({ code: 'outcome_unknown' })
    const due = async () => {
      await settle(REMOTE_CHANGES)
      return (await database().token.findUniqueOrThrow({ where: { id: ask.tokenId } })).nextProofAt
    }
    await expect.poll(due, { timeout: 10_000, interval: 300 }).not.toBeNull()
    expect(await stateOf(ask.tokenId)).toBe('revoking')
    expect(await world.outcomesOf('token.revoke', ask.channelId)).toEqual(['requested', 'unknown', 'settled'])
  })

  it("says nothing of proof on LINE's bare 200", async () => {
    const { ask } = await issued()
    await world.atLine.addFault({ endpoint: 'getsAllValidChannelAccessTokenKeyIds', kind: '500-before', times: 4 })
    await world.atLine.addFault({ endpoint: 'verifyChannelTokenByJWT', kind: '500-before', times: 1 })
    const { result } = await perform(world.operator, revokeToken, ask)
    expect(result).toEqual({ proven: false, accepted: true, stillListed: null, stillLive: null })
    expect(await stateOf(ask.tokenId)).toBe('revoking')
    forgetLine()
    expect((await perform(world.operator, revokeToken, ask)).result.proven).toBe(true)
  })

  it('is refused for what is gone already, and for a token of another channel', async () => {
    const [one, other] = [await issued(), await issued()]
    const mixed = { ...one.ask, channelId: other.ask.channelId }
    await expect(perform(world.operator, revokeToken, mixed)).rejects.toMatchObject({ code: 'not_found' })
    await perform(world.operator, revokeToken, one.ask)
    await expect(perform(world.operator, revokeToken, one.ask)).rejects.toMatchObject({ reason: 'tokenGone' })
  })
})

describe('syncing', () => {
  it('tells ours from foreign, and finds what is gone', async () => {
    const { ask, lineChannelId, channelSecret, keyId } = await issued()
    const foreign = await issueElsewhere(lineChannelId)
    expect((await perform(world.operator, syncChannel, ask)).result).toMatchObject({ ours: 1, foreign: 1, gone: 0 })
    expect((await listUnheldKeyIds(world.viewer, ask.channelId)).map((one) => one.keyId)).toEqual([foreign])
    await revokeBehindOurBack(ask.tokenId, lineChannelId, channelSecret)
    expect((await perform(world.operator, syncChannel, ask)).result).toMatchObject({ ours: 0, foreign: 1, gone: 1 })
    const { ended } = await listTokens(world.viewer, ask.channelId)
    expect(ended[0]).toMatchObject({ keyId, state: 'gone', proof: { accepted: null, list: { listed: false } } })
    expect(await world.outcomesOf('channel.sync', ask.channelId)).toEqual(['requested', 'done', 'requested', 'done'])
  })

  it('is refused to a viewer', async () => {
    const { ask } = await issued()
    await expect(perform(world.viewer, syncChannel, ask)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('fails when LINE says no or nothing, and nothing is forgotten', async () => {
    const { ask } = await issued()
    for (const kind of ['500-before', 'reset-after', 'bad-json'] as const) {
      await world.atLine.addFault({ endpoint: 'getsAllValidChannelAccessTokenKeyIds', kind, times: 4 })
      await expect(perform(world.operator, syncChannel, ask)).rejects.toMatchObject({ name: 'Refusal' })
    }
    expect((await world.outcomesOf('channel.sync', ask.channelId)).filter((one) => one === 'failed')).toHaveLength(3)
    expect(await stateOf(ask.tokenId)).toBe('live')
  })
})

async function settleUntil(tokenId: string, state: string) {
  const settled = async () => {
    await settle(REMOTE_CHANGES)
    return stateOf(tokenId)
  }
  await expect.poll(settled, { timeout: 10_000, interval: 300 }).toBe(state)
}

async function revokeBehindOurBack(tokenId: string, lineChannelId: string, secret: string) {
  const { openToken } = await import('./held')
  const token = (await openToken(tokenId)).expose()
  const body = new URLSearchParams({ client_id: lineChannelId, client_secret: secret, access_token: token })
  return fetch(`${world.line.url}/oauth2/v2.1/revoke`, { method: 'POST', body })
}

/** Another team's script issues a token with a signing key of its own; answers its key ID. */
async function issueElsewhere(lineChannelId: string): Promise<string> {
  const { exportJWK, generateKeyPair, SignJWT } = await import('jose')
  const pair = await generateKeyPair('RS256', { modulusLength: 2048 })
  const { kty, e, n } = await exportJWK(pair.publicKey)
  const kid = await world.atLine.registerKey(lineChannelId, { kty, e, n, alg: 'RS256', use: 'sig' })
  const assertion = await new SignJWT({ token_exp: 3600 })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .setIssuer(lineChannelId)
    .setSubject(lineChannelId)
    .setAudience('https://api.line.me/')
    .setExpirationTime('1m')
    .sign(pair.privateKey)
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  const form = { grant_type: 'client_credentials', client_assertion_type: type, client_assertion: assertion }
  const answer = await fetch(`${world.line.url}/oauth2/v2.1/token`, { method: 'POST', body: new URLSearchParams(form) })
  return ((await answer.json()) as { key_id: string }).key_id
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { forgetLine } from '@/lib/line/care/state'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { elsewhere } from '@/sandbox/line/elsewhere'
import { startWorld, type World } from '@/sandbox/world'
import { identifyToken } from './identify'
import { issueToken } from './issue'
import { revokeToken } from './revoke'
import { verifyToken } from './verify'

let world: World
let others: ReturnType<typeof elsewhere>
beforeAll(async () => {
  world = await startWorld()
  others = elsewhere(world.line.url, world.atLine)
})
afterAll(() => world.close())
// LINE fails on purpose here; the next test is not to be held back by that.
beforeEach(() => forgetLine())

const callCount = async () => (await world.atLine.calls()).length
const lastCall = async () => (await world.atLine.calls()).at(-1)?.endpoint
const rowOf = (id: string) => database().token.findUniqueOrThrow({ where: { id } })
const lastOutcomes = async (name: string, count: number) => (await world.outcomesOf(name)).slice(-count)

async function issued(kind: 'v2.1' | 'short-lived' | 'stateless' = 'v2.1') {
  const channel = await world.channelWithKey()
  const { channelId } = channel
  const input = { channelId, kind, purpose: 'Order notices' }
  const { result, reveal } = await perform(world.operator, issueToken, input)
  return { ...channel, tokenId: result.tokenId, value: reveal?.expose() ?? '' }
}

describe('looking a value up', () => {
  it('finds a token of ours by its fingerprint, without a call to LINE', async () => {
    const { channelId, value, tokenId } = await issued()
    const before = await callCount()
    const { result } = await perform(world.operator, identifyToken, { pasted: `  Bearer ${value}\n` })
    expect(result).toMatchObject({ look: 'jws', found: { tokenId, channelId, purpose: 'Order notices' } })
    expect(await callCount()).toBe(before)
    expect(await world.outcomesOf('token.identify', channelId)).toEqual(['done'])
    const { body } = await database().event.findFirstOrThrow({ where: { channelId, name: 'token.identify' } })
    expect(body).not.toContain(value)
  })

  it('tells whose channel secret it is, and whether it is the one on file', async () => {
    const { channelId, channelSecret } = await world.registeredChannel()
    const find = async () => (await perform(world.operator, identifyToken, { pasted: channelSecret })).result
    expect(await find()).toMatchObject({
      look: 'channelSecret',
      secretOf: { channel: { id: channelId }, current: true },
    })
    await database().channelSecret.updateMany({
      where: { channelId },
      data: { retiredAt: new Date(), sealed: null, sealingKeyId: null },
    })
    expect(await find()).toMatchObject({ secretOf: { current: false } })
  })

  it('is refused to a viewer', async () => {
    await expect(perform(world.viewer, identifyToken, { pasted: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await lastOutcomes('token.identify', 1)).toEqual(['denied'])
  })
})

describe('verifying a pasted token', () => {
  it('asks the endpoint of its kind, and finds the channel', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey('大阪水族館')
    const v21 = (await others.issueV21(lineChannelId)).token
    const shortLived = await others.issueShortLived(lineChannelId)
    const longLived = await world.atLine.issueLongLived(lineChannelId)
    for (const [value, kind, endpoint] of [
      [v21, 'v2.1', 'verifyChannelTokenByJWT'],
      [shortLived, 'short-lived', 'verifyChannelToken'],
      [longLived, 'long-lived', 'verifyChannelToken'],
    ] as const) {
      const { result } = await perform(world.operator, verifyToken, { pasted: value })
      expect(result).toMatchObject({
        verdict: 'live',
        kind,
        found: null,
        channel: { id: channelId, name: '大阪水族館' },
      })
      expect(result.scope.length).toBeGreaterThan(0)
      expect(await lastCall()).toBe(endpoint)
    }
    const operations = await database().operation.findMany({ where: { change: 'token.verify' } })
    expect(operations.length).toBe(3)
    // What was pasted is kept no longer than the call.
    expect(operations.filter(({ plan }) => 'sealed' in (plan as object))).toEqual([])
  })

  it('names a channel that is not here by its number', async () => {
    const { channelId } = await world.atLine.createChannel({ name: 'Elsewhere' })
    const value = await others.issueShortLived(channelId)
    const { result } = await perform(world.operator, verifyToken, { pasted: value })
    expect(result).toMatchObject({ verdict: 'live', lineChannelId: channelId, channel: null, sameChannel: null })
  })

  it('keeps what LINE said with a token that turns out to be ours', async () => {
    const { tokenId, value } = await issued('short-lived')
    const { result } = await perform(world.operator, verifyToken, { pasted: value })
    expect(result).toMatchObject({ verdict: 'live', sameChannel: true, found: { tokenId } })
    expect((await rowOf(tokenId)).lastVerdict).toBe('live')
  })

  it('says loudly that LINE has a token of ours as another channel’s', async () => {
    const { tokenId, value } = await issued('short-lived')
    const other = await world.registeredChannel('Another')
    await database().token.update({ where: { id: tokenId }, data: { channelId: other.channelId } })
    const { result } = await perform(world.operator, verifyToken, { pasted: value })
    expect(result.sameChannel).toBe(false)
  })

  it('is not asked of LINE for a stateless token of ours, nor for what is no token', async () => {
    const { value, channelId, tokenId, channelSecret } = await issued('stateless')
    const before = await callCount()
    for (const input of [{ pasted: value }, { channelId, tokenId }])
      await expect(perform(world.operator, verifyToken, input)).rejects.toMatchObject({
        reason: 'statelessNotVerifiable',
      })
    for (const [pasted, reason] of [
      [channelSecret, 'pastedChannelSecret'],
      ['{"kty":"RSA","d":"x"}', 'pastedPrivateKey'],
      ['what?', 'pastedOther'],
    ] as const)
      await expect(perform(world.operator, verifyToken, { pasted })).rejects.toMatchObject({ reason, field: 'pasted' })
    expect(await callCount()).toBe(before)
  })

  it('fails when LINE says nothing, and keeps nothing of it', async () => {
    const { lineChannelId } = await world.channelWithKey()
    const { token } = await others.issueV21(lineChannelId)
    await world.atLine.addFault({ endpoint: 'verifyChannelTokenByJWT', kind: 'reset-after', times: 4 })
    await expect(perform(world.operator, verifyToken, { pasted: token })).rejects.toMatchObject({
      code: 'line_unreachable',
    })
    expect(await lastOutcomes('token.verify', 2)).toEqual(['requested', 'failed'])
    const last = await database().operation.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    expect(last.plan).not.toHaveProperty('sealed')
  })
})

describe('revoking a pasted token', () => {
  it.each(['short-lived', 'long-lived'] as const)('of the %s kind needs no more than the value', async (kind) => {
    const { channelId } = await world.atLine.createChannel({ name: 'Elsewhere' })
    const value =
      kind === 'short-lived' ? await others.issueShortLived(channelId) : await world.atLine.issueLongLived(channelId)
    const { result } = await perform(world.operator, revokeToken, { pasted: value })
    expect(result).toEqual({ proven: true, accepted: true, stillListed: null, stillLive: false })
    expect(await others.verifyOpaque(value)).toBe(400)
    expect(await lastOutcomes('token.revoke', 2)).toEqual(['requested', 'done'])
  })

  it('of v2.1 uses the secret of the channel LINE names', async () => {
    const { lineChannelId } = await world.registeredChannel()
    const { token } = await others.issueV21(lineChannelId)
    const { result } = await perform(world.operator, revokeToken, { pasted: token })
    expect(result).toMatchObject({ proven: true, stillLive: false })
    expect(await others.verifyV21(token)).toBe(400)
  })

  it('of v2.1 says what is missing when its channel is not here', async () => {
    const { channelId } = await world.atLine.createChannel({ name: 'Elsewhere' })
    const { token } = await others.issueV21(channelId)
    await expect(perform(world.operator, revokeToken, { pasted: token })).rejects.toMatchObject({
      reason: 'revokeNeedsChannel',
      values: { channelId },
    })
    expect(await others.verifyV21(token)).toBe(200)
  })

  it('that is ours revokes it as such, and asks before the last one goes', async () => {
    const { value, tokenId, lineChannelId } = await issued('short-lived')
    await expect(perform(world.operator, revokeToken, { pasted: value })).rejects.toMatchObject({
      reason: 'confirmChannelId',
      field: 'confirm',
    })
    await perform(world.operator, revokeToken, { pasted: value, confirm: lineChannelId })
    expect(await rowOf(tokenId)).toMatchObject({ state: 'gone', proof: { verify: { verdict: 'refused' } } })
  })

  it('is not done for what LINE refuses, and not for a stateless one of ours', async () => {
    const { lineChannelId, channelSecret } = await world.registeredChannel()
    const value = await others.issueStateless(lineChannelId, channelSecret)
    await expect(perform(world.operator, revokeToken, { pasted: value })).rejects.toMatchObject({
      reason: 'pastedRefused',
    })
    const ours = await issued('stateless')
    const { channelId, tokenId } = ours
    for (const input of [{ pasted: ours.value }, { channelId, tokenId }])
      await expect(perform(world.operator, revokeToken, input)).rejects.toMatchObject({
        reason: 'statelessNotRevocable',
      })
  })

  it('is unknown when LINE says nothing, and settled by asking LINE about the value', async () => {
    const { channelId } = await world.atLine.createChannel({ name: 'Elsewhere' })
    const value = await others.issueShortLived(channelId)
    await world.atLine.addFault({ endpoint: 'revokeChannelToken', kind: 'reset-after', times: 5 })
    await expect(perform(world.operator, revokeToken, { pasted: value })).rejects.toMatchObject({
      code: 'outcome_unknown',
    })
    const find = () => database().operation.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    expect((await find()).state).toBe('unknown')
    await expect
      .poll(() => settle(REMOTE_CHANGES).then(async () => (await find()).state), { timeout: 10_000, interval: 300 })
      .toBe('done')
    expect((await find()).plan).not.toHaveProperty('sealed')
    expect(await lastOutcomes('token.revoke', 3)).toEqual(['requested', 'unknown', 'settled'])
  })
})

describe('revoking a short-lived token of ours', () => {
  it('is proven by LINE refusing the value afterwards', async () => {
    const { channelId, tokenId, lineChannelId, value } = await issued('short-lived')
    const { result } = await perform(world.operator, revokeToken, { channelId, tokenId, confirm: lineChannelId })
    expect(result).toEqual({ proven: true, accepted: true, stillListed: null, stillLive: false })
    expect(await others.verifyOpaque(value)).toBe(400)
    expect((await rowOf(tokenId)).proof).toMatchObject({ accepted: { status: 200 }, verify: { verdict: 'refused' } })
  })

  it('is not called proven when LINE cannot be asked afterwards, and can be tried again', async () => {
    const { channelId, tokenId, lineChannelId } = await issued('short-lived')
    const input = { channelId, tokenId, confirm: lineChannelId }
    await world.atLine.addFault({ endpoint: 'verifyChannelToken', kind: '500-before', times: 4 })
    expect((await perform(world.operator, revokeToken, input)).result).toEqual({
      ...{ proven: false, accepted: true, stillListed: null, stillLive: null },
    })
    expect((await rowOf(tokenId)).state).toBe('revoking')
    // Confirmed before, so not asked for again.
    expect((await perform(world.operator, revokeToken, { channelId, tokenId })).result.proven).toBe(true)
  })

  it('of several at once asks for the channel ID, whatever is left', async () => {
    const { channelId, tokenId, lineChannelId } = await issued('short-lived')
    await perform(world.operator, issueToken, { channelId, purpose: 'Another' })
    const input = { channelId, tokenId, several: 'yes' as const }
    await expect(perform(world.operator, revokeToken, input)).rejects.toMatchObject({ reason: 'confirmChannelId' })
    await perform(world.operator, revokeToken, { ...input, confirm: lineChannelId })
  })
})

describe('revoking a v2.1 token', () => {
  it('says that the channel secret is missing', async () => {
    const { channelId, tokenId, lineChannelId } = await issued()
    await database().channelSecret.updateMany({
      where: { channelId },
      data: { retiredAt: new Date(), sealed: null, sealingKeyId: null },
    })
    await expect(
      perform(world.operator, revokeToken, { channelId, tokenId, confirm: lineChannelId }),
    ).rejects.toMatchObject({ reason: 'revokeNeedsSecret' })
    expect((await rowOf(tokenId)).state).toBe('live')
  })

  it('is proven by the value where no signing key can read the list', async () => {
    const { channelId, tokenId, lineChannelId, kid, value } = await issued()
    await world.atLine.deleteKey(lineChannelId, kid)
    const { result } = await perform(world.operator, revokeToken, { channelId, tokenId, confirm: lineChannelId })
    expect(result).toEqual({ proven: true, accepted: true, stillListed: null, stillLive: false })
    expect(await others.verifyV21(value)).toBe(400)
  })

  it('remembers that LINE refused the secret', async () => {
    const { channelId, tokenId, lineChannelId } = await issued()
    await world.atLine.reissueSecret(lineChannelId)
    await expect(
      perform(world.operator, revokeToken, { channelId, tokenId, confirm: lineChannelId }),
    ).rejects.toMatchObject({ reason: 'lineClientSecretInvalid' })
    expect((await rowOf(tokenId)).state).toBe('live')
    expect(await database().channelSecret.findFirst({ where: { channelId } })).toMatchObject({
      refusedAt: expect.any(Date),
    })
  })
})

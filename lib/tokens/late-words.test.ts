import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { registerChannel } from '@/lib/channels/register'
import { replaceSecret } from '@/lib/channels/replace-secret'
import { database } from '@/lib/db/client'
import { forgetLine } from '@/lib/line/care/state'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { listAttention } from './attention/queries'
import { importToken } from './import'
import { issueToken } from './issue'
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

const rowOf = (id: string) => database().token.findUniqueOrThrow({ where: { id } })
const last = () => database().operation.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
const settledAs = (state: string) =>
  expect
    .poll(() => settle(REMOTE_CHANGES).then(async () => (await last()).state), { timeout: 10_000, interval: 300 })
    .toBe(state)

describe('what was sealed for a call nobody saw the end of', () => {
  it('is kept no longer than it may be needed: a channel secret', async () => {
    const { channelId: lineChannelId, channelSecret } = await world.atLine.createChannel({ name: 'Unseen' })
    await world.atLine.addFault({ endpoint: 'issueStatelessChannelToken', kind: 'reset-after', times: 1 })
    const input = { lineChannelId, channelSecret, name: 'Unseen', owner: 'Abe Ren', environment: 'staging' as const }
    await expect(perform(world.operator, registerChannel, { ...input, type: 'messaging_api' })).rejects.toMatchObject({
      code: 'outcome_unknown',
    })
    expect((await last()).plan).toHaveProperty('sealed')
    // Nobody's channel yet, and still something to look at.
    const { rows } = await listAttention(world.viewer)
    expect(rows.filter(({ channelId }) => channelId === null)).toMatchObject([{ kind: 'unknown', channelName: null }])
    await settledAs('uncertain')
    expect((await last()).plan).not.toHaveProperty('sealed')
  })
})

describe("LINE's no to a secret", () => {
  it('is not written on the one that took its place meanwhile', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey()
    const channelSecret = await world.atLine.reissueSecret(lineChannelId)
    await world.atLine.addFault({ endpoint: 'issueChannelToken', kind: 'slow', times: 1, seconds: 1 })
    const refused = perform(world.operator, issueToken, { channelId, kind: 'short-lived', purpose: 'Late' })
    const expected = expect(refused).rejects.toMatchObject({ reason: 'lineClientSecretInvalid' })
    await expect.poll(async () => (await last()).state, { timeout: 5000, interval: 20 }).toBe('calling')
    await perform(world.operator, replaceSecret, { channelId, channelSecret })
    await expected
    const current = await database().channelSecret.findFirstOrThrow({ where: { channelId, retiredAt: null } })
    expect(current.refusedAt).toBeNull()
  })
})

describe('a token that was called gone', () => {
  it('is live again when LINE takes it later', async () => {
    const { channelId } = await world.channelWithKey()
    const { result, reveal } = await perform(world.operator, issueToken, {
      ...{ channelId, kind: 'short-lived', purpose: 'Not gone' },
    })
    const { tokenId } = result
    const goneAt = new Date(Date.now() - 1000)
    await database().token.update({ where: { id: tokenId }, data: { state: 'gone', goneAt } })
    await perform(world.operator, verifyToken, { pasted: reveal?.expose() ?? '' })
    expect(await rowOf(tokenId)).toMatchObject({ state: 'live', goneAt: null, lastVerdict: 'live' })
  })
})

describe('a revoke whose answer nobody saw', () => {
  it('does not hide that LINE took another one', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey()
    const { tokenId } = (await perform(world.operator, issueToken, { channelId, purpose: 'Twice' })).result
    const input = { channelId, tokenId, confirm: lineChannelId }
    await world.atLine.addFault({ endpoint: 'revokeChannelTokenByJWT', kind: 'reset-before', times: 5 })
    await expect(perform(world.operator, revokeToken, input)).rejects.toMatchObject({ code: 'outcome_unknown' })
    const first = await last()
    // As the second revoke left it: LINE said yes, and the key ID was still listed.
    const accepted = { at: new Date().toISOString(), status: 200, requestId: null }
    await database().token.update({ where: { id: tokenId }, data: { proof: { accepted, list: null } } })
    await expect
      .poll(
        async () => {
          await settle(REMOTE_CHANGES)
          return (await database().operation.findUniqueOrThrow({ where: { id: first.id } })).state
        },
        { timeout: 10_000, interval: 300 },
      )
      .toBe('none')
    expect((await rowOf(tokenId)).state).toBe('revoking')
  })
})

describe('a v2.1 token whose life may be over', () => {
  it('is not said never to have been issued', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'reset-before', times: 1 })
    const life = { life: 'custom', lifeAmount: '1', lifeUnit: 'minutes' } as const
    await expect(perform(world.operator, issueToken, { channelId, purpose: 'Short', ...life })).rejects.toMatchObject({
      code: 'outcome_unknown',
    })
    const { id } = await last()
    const fenceAt = new Date(Date.now() - 59_000)
    await database().operation.update({ where: { id }, data: { fenceAt, leaseUntil: fenceAt } })
    await settle(REMOTE_CHANGES)
    expect((await last()).state).toBe('uncertain')
  })

  it('does not keep the channel waiting when LINE refuses its list for an hour', async () => {
    const { channelId, lineChannelId, kid } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'reset-after', times: 1 })
    await expect(perform(world.operator, issueToken, { channelId, purpose: 'Unread' })).rejects.toMatchObject({
      code: 'outcome_unknown',
    })
    await world.atLine.deleteKey(lineChannelId, kid)
    const { id } = await last()
    const put = (fenceAt: Date) =>
      database().operation.update({ where: { id }, data: { fenceAt, leaseUntil: new Date(0) } })
    await put(new Date(Date.now() - 59 * 60_000))
    await settle(REMOTE_CHANGES)
    expect((await last()).state).toBe('unknown')
    await put(new Date(Date.now() - 61 * 60_000))
    await settle(REMOTE_CHANGES)
    expect((await last()).state).toBe('uncertain')
  })
})

describe('taking in a token', () => {
  it('names no key ID while an issue is under way, for it may be that one’s', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey()
    const { accessToken } = await world.atLine.issueElsewhere(lineChannelId, { kind: 'v2.1' })
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'reset-before', times: 1 })
    await expect(perform(world.operator, issueToken, { channelId, purpose: 'Open' })).rejects.toMatchObject({
      code: 'outcome_unknown',
    })
    const input = { channelId, pasted: accessToken, purpose: 'Found' }
    expect((await perform(world.operator, importToken, input)).result.keyId).toBeNull()
    await perform(world.operator, syncChannel, { channelId })
  })

  it('of a kind the type of channel does not have is refused: it may be a person’s', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel('Login')
    await database().channel.update({ where: { id: channelId }, data: { type: 'line_login' } })
    // As LINE would verify the token of a person at the same address.
    const { accessToken: pasted } = await world.atLine.issueElsewhere(lineChannelId, { kind: 'v2.1' })
    await expect(perform(world.operator, importToken, { channelId, pasted, purpose: 'x' })).rejects.toMatchObject({
      reason: 'importNotForType',
    })
    await expect(perform(world.operator, revokeToken, { pasted })).rejects.toMatchObject({ reason: 'revokeNotForType' })
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { forgetLine } from '@/lib/line/care/state'
import { perform } from '@/lib/perform'
import { elsewhere } from '@/sandbox/line/elsewhere'
import { startWorld, type World } from '@/sandbox/world'
import { importToken } from './import'
import { issueToken } from './issue'
import { listUnheldKeyIds } from './queries'
import { revokeToken } from './revoke'
import { syncChannel } from './sync'
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

const ask = (channelId: string, pasted: string) => ({ channelId, pasted, purpose: 'Legacy CRM', owner: 'Abe Ren' })
const rowOf = (id: string) => database().token.findUniqueOrThrow({ where: { id } })

describe('taking in a token', () => {
  it('that is long-lived seals it, and it can be verified and revoked later', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey()
    const value = await world.atLine.issueLongLived(lineChannelId)
    const { result } = await perform(world.operator, importToken, ask(channelId, value))
    const row = await rowOf(result.tokenId)
    expect(row).toMatchObject({
      kind: 'long-lived',
      origin: 'imported',
      owner: 'Abe Ren',
      expiresAt: null,
      keyId: null,
    })
    expect(JSON.stringify(row)).not.toContain(value)
    expect(await world.outcomesOf('token.import', channelId)).toEqual(['requested', 'done'])
    const operation = await database().operation.findFirstOrThrow({ where: { change: 'token.import', channelId } })
    expect(operation.plan).not.toHaveProperty('sealed')

    const { tokenId } = result
    expect((await perform(world.operator, verifyToken, { channelId, tokenId })).result.verdict).toBe('live')
    await perform(world.operator, revokeToken, { channelId, tokenId, confirm: lineChannelId })
    expect((await rowOf(tokenId)).state).toBe('gone')
    expect(await others.verifyOpaque(value)).toBe(400)
  })

  it('of v2.1 finds its key ID where the list leaves only one', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey()
    await perform(world.operator, issueToken, { channelId, purpose: 'Ours' })
    const { token, keyId } = await others.issueV21(lineChannelId)
    await perform(world.operator, syncChannel, { channelId })
    expect(await listUnheldKeyIds(world.viewer, channelId)).toHaveLength(1)
    const { result } = await perform(world.operator, importToken, ask(channelId, token))
    expect(result).toMatchObject({ kind: 'v2.1', keyId })
    expect(await listUnheldKeyIds(world.viewer, channelId)).toEqual([])
    const { result: revoked } = await perform(world.operator, revokeToken, { channelId, tokenId: result.tokenId })
    expect(revoked).toMatchObject({ proven: true, stillListed: false })
  })

  it('of v2.1 guesses no key ID where there are two', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey()
    const [one, two] = [await others.issueV21(lineChannelId), await others.issueV21(lineChannelId)]
    const first = (await perform(world.operator, importToken, ask(channelId, one.token))).result
    expect(first.keyId).toBeNull()
    const second = (await perform(world.operator, importToken, ask(channelId, two.token))).result
    expect(second.keyId).toBeNull()
    expect((await listUnheldKeyIds(world.viewer, channelId)).map(({ keyId }) => keyId).sort()).toEqual(
      [one.keyId, two.keyId].sort(),
    )
    // Revoked and proven by the value, it stays apart from the other.
    const { result } = await perform(world.operator, revokeToken, { channelId, tokenId: first.tokenId })
    expect(result).toEqual({ proven: true, accepted: true, stillListed: null, stillLive: false })
    expect((await rowOf(second.tokenId)).state).toBe('live')
  })

  it('of v2.1 works without a signing key', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const { token } = await others.issueV21(lineChannelId)
    expect((await perform(world.operator, importToken, ask(channelId, token))).result).toMatchObject({ keyId: null })
  })

  it('is refused loudly when LINE says that it is of another channel', async () => {
    const here = await world.registeredChannel('Here')
    const there = await world.registeredChannel('There')
    const value = await world.atLine.issueLongLived(there.lineChannelId)
    await expect(perform(world.operator, importToken, ask(here.channelId, value))).rejects.toMatchObject({
      reason: 'tokenOfOtherChannel',
      field: 'pasted',
      values: { name: 'There', channelId: there.lineChannelId },
    })
    const { channelId } = await world.atLine.createChannel({ name: 'Nowhere' })
    await expect(
      perform(world.operator, importToken, ask(here.channelId, await world.atLine.issueLongLived(channelId))),
    ).rejects.toMatchObject({ reason: 'tokenOfUnknownChannel' })
    expect(await database().token.count({ where: { channelId: here.channelId } })).toBe(0)
    expect(await world.outcomesOf('token.import', here.channelId)).toEqual([
      'requested',
      'failed',
      'requested',
      'failed',
    ])
  })

  it('that is here already is refused, and taken in once, however many do so at once', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const value = await world.atLine.issueLongLived(lineChannelId)
    const ended = await Promise.allSettled(
      [1, 2, 3].map(() => perform(world.operator, importToken, ask(channelId, value))),
    )
    const tokens = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value.result.tokenId] : []))
    expect(new Set(tokens).size).toBe(1)
    expect(await database().token.count({ where: { channelId } })).toBe(1)
    const open = { channelId, state: { in: ['prepared', 'calling', 'unknown'] } }
    expect(await database().operation.count({ where: open })).toBe(0)
    await expect(perform(world.operator, importToken, ask(channelId, value))).rejects.toMatchObject({
      reason: 'tokenHeld',
      values: { name: 'Legacy CRM' },
    })
  })

  it('is refused to a viewer', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const value = await world.atLine.issueLongLived(lineChannelId)
    await expect(perform(world.viewer, importToken, ask(channelId, value))).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world.outcomesOf('token.import', channelId)).toEqual(['denied'])
  })

  it('that LINE refuses is not taken in', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const value = await world.atLine.issueLongLived(lineChannelId)
    await others.revokeOpaque(value)
    await expect(perform(world.operator, importToken, ask(channelId, value))).rejects.toMatchObject({
      reason: 'pastedRefused',
    })
    expect(await world.outcomesOf('token.import', channelId)).toEqual(['requested', 'failed'])
  })

  it('fails when LINE says nothing, and keeps nothing of it', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    const value = await world.atLine.issueLongLived(lineChannelId)
    await world.atLine.addFault({ endpoint: 'verifyChannelToken', kind: 'reset-after', times: 4 })
    await expect(perform(world.operator, importToken, ask(channelId, value))).rejects.toMatchObject({
      code: 'line_unreachable',
    })
    expect(await world.outcomesOf('token.import', channelId)).toEqual(['requested', 'failed'])
    const operation = await database().operation.findFirstOrThrow({ where: { change: 'token.import', channelId } })
    expect(operation.plan).not.toHaveProperty('sealed')
  })
})

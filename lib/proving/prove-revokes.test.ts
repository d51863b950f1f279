import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { forgetLine } from '@/lib/line/care/state'
import { holder } from '@/lib/operations/lease'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { backOffMs, MOST_TRIES } from '@/lib/tokens/proof/due'
import type { KeptProof } from '@/lib/tokens/proof/schema'
import { revokeToken } from '@/lib/tokens/revoke'
import { syncChannel } from '@/lib/tokens/sync'
import { startWorld, type World } from '@/sandbox/world'
import { proveRevokes } from './prove-revokes'

const LIST = 'getsAllValidChannelAccessTokenKeyIds'
const REVOKE = 'revokeChannelTokenByJWT'
const VERIFY = 'verifyChannelTokenByJWT'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
beforeEach(async () => {
  Object.assign(env(), { KAGIBAN_LINE_URL: world.line.url })
  await world.atLine.clearFaults()
  forgetLine()
})
afterAll(() => world.close())

async function issued() {
  const channel = await world.channelWithKey()
  const { channelId, lineChannelId } = channel
  const { result } = await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Order notices' })
  return { ...channel, ask: { channelId, tokenId: result.tokenId, confirm: lineChannelId } }
}
type Ask = Awaited<ReturnType<typeof issued>>['ask']

const rowOf = async ({ tokenId }: Ask) => {
  const row = await database().token.findUniqueOrThrow({ where: { id: tokenId } })
  return { ...row, proof: row.proof as unknown as KeptProof | null }
}
const makeDue = ({ tokenId }: Ask, data: object = {}) =>
  database().token.update({ where: { id: tokenId }, data: { nextProofAt: new Date(Date.now() - 1), ...data } })
const outcomesOf = ({ channelId }: Ask) => world.outcomesOf('token.revoke', channelId)
const lastEvent = ({ tokenId }: Ask) =>
  database().event.findFirstOrThrow({ where: { targetId: tokenId }, orderBy: { seq: 'desc' } })

/** LINE answers 200 and has revoked nothing. */
async function ignored() {
  const token = await issued()
  await world.atLine.addFault({ endpoint: REVOKE, kind: 'ignored', times: 1 })
  expect((await perform(world.operator, revokeToken, token.ask)).result).toMatchObject({
    ...{ proven: false, accepted: true, stillListed: true },
  })
  return token
}

describe('a revoke that LINE said 200 to and did not do', () => {
  it('is done again by itself once it is due, and then proven', async () => {
    const { ask } = await ignored()
    const before = await rowOf(ask)
    expect(before).toMatchObject({ state: 'revoking', proofTries: 0 })
    expect(before.nextProofAt?.getTime()).toBeGreaterThan(Date.now())
    expect(before.proof?.requested).toMatchObject({ by: { kind: 'person', name: world.operator.name } })

    await proveRevokes()
    expect((await rowOf(ask)).proofTries).toBe(0)
    await makeDue(ask)
    await proveRevokes()
    const after = await rowOf(ask)
    expect(after).toMatchObject({ state: 'gone', proofTries: 1, nextProofAt: null })
    expect(after.proof).toMatchObject({ accepted: { status: 200 }, list: { listed: false, status: 200 } })
    expect(after.proof?.requested).toEqual(before.proof?.requested)
    expect(after.proof?.tries).toMatchObject([{ by: 'settler', ended: 'done', list: { listed: false } }])
    expect(await outcomesOf(ask)).toEqual(['requested', 'done', 'requested', 'done'])
  })

  it('counts what LINE refuses, or says nothing to, as a try, and waits longer each time', async () => {
    const { ask } = await ignored()
    await world.atLine.addFault({ endpoint: REVOKE, kind: '429', times: 1 })
    await makeDue(ask)
    await proveRevokes()
    forgetLine()
    await world.atLine.addFault({ endpoint: REVOKE, kind: 'reset-after', times: 5 })
    await makeDue(ask)
    await proveRevokes()
    const row = await rowOf(ask)
    expect(row).toMatchObject({ state: 'revoking', proofTries: 2, proof: { accepted: { status: 200 } } })
    expect(row.proof?.tries?.map(({ ended }) => ended)).toEqual(['failed', 'unknown'])
    expect(await outcomesOf(ask)).toEqual(['requested', 'done', 'requested', 'failed', 'requested', 'unknown'])
    // The second try did reach LINE; settling it is what proves that.
    const settled = () => settle(REMOTE_CHANGES).then(async () => (await rowOf(ask)).state)
    await expect.poll(settled, { timeout: 10_000, interval: 300 }).toBe('gone')
    const { proof } = await rowOf(ask)
    expect(proof?.tries?.map(({ ended }) => ended)).toEqual(['failed', 'done'])
  })

  it('is proven by a sync meanwhile, and then left alone', async () => {
    const { ask, channelSecret, lineChannelId } = await ignored()
    const { openToken } = await import('@/lib/tokens/held')
    const access_token = (await openToken(ask.tokenId)).expose()
    const body = new URLSearchParams({ client_id: lineChannelId, client_secret: channelSecret, access_token })
    await fetch(`${world.line.url}/oauth2/v2.1/revoke`, { method: 'POST', body })
    // Clocks may differ, so a list proves nothing of a token that was only just issued.
    await database().token.update({ where: { id: ask.tokenId }, data: { issuedAt: new Date(Date.now() - 60_000) } })
    await perform(world.operator, syncChannel, { channelId: ask.channelId })
    expect(await rowOf(ask)).toMatchObject({ state: 'gone', proof: { accepted: { status: 200 } } })
    await makeDue(ask)
    await proveRevokes()
    expect(await outcomesOf(ask)).toEqual(['requested', 'done'])
  })

  it('is tried by one instance at a time', async () => {
    const { ask } = await ignored()
    await makeDue(ask)
    const other = { name: 'prove', holder: `not ${holder()}`, until: new Date(Date.now() + 60_000) }
    await database().lease.upsert({ where: { name: 'prove' }, create: other, update: other })
    await proveRevokes()
    expect((await rowOf(ask)).proofTries).toBe(0)
    await database().lease.delete({ where: { name: 'prove' } })
    await proveRevokes()
    expect(await rowOf(ask)).toMatchObject({ state: 'gone', proofTries: 1 })
  })
})

it('is tried after neither the list nor LINE’s word could be had, and after LINE never saw it', async () => {
  const { ask } = await issued()
  // Of a call that may be tried again, every try.
  await world.atLine.addFault({ endpoint: REVOKE, kind: 'ignored', times: 1 })
  await world.atLine.addFault({ endpoint: LIST, kind: '500-before', times: 4 })
  await world.atLine.addFault({ endpoint: VERIFY, kind: '500-before', times: 4 })
  await perform(world.operator, revokeToken, ask)
  await world.atLine.clearFaults()
  forgetLine()
  await world.atLine.addFault({ endpoint: REVOKE, kind: 'reset-before', times: 5 })
  await makeDue(ask)
  await proveRevokes()
  await makeDue(ask)
  await proveRevokes()
  expect(await rowOf(ask)).toMatchObject({ state: 'gone', proofTries: 2 })
})

describe('a revoke that could not be sent', () => {
  it('stays asked for, and is sent by itself once LINE can be reached', async () => {
    const { ask } = await issued()

    // Where nobody listens.
    Object.assign(env(), { KAGIBAN_LINE_URL: 'http://127.0.0.1:2' })
    await expect(perform(world.operator, revokeToken, ask)).rejects.toMatchObject({ reason: 'lineUnreachable' })
    const before = await rowOf(ask)
    expect(before).toMatchObject({ state: 'revoking', proof: { unsent: { at: expect.any(String) } } })
    expect(before.nextProofAt?.getTime()).toBeGreaterThan(Date.now())
    await makeDue(ask)
    await proveRevokes()
    expect(await rowOf(ask)).toMatchObject({ state: 'revoking', proofTries: 1 })
    expect((await rowOf(ask)).proof?.unsent).toEqual(before.proof?.unsent)
    Object.assign(env(), { KAGIBAN_LINE_URL: world.line.url })
    await makeDue(ask)
    await proveRevokes()
    const after = await rowOf(ask)
    expect(after).toMatchObject({ state: 'gone', nextProofAt: null, proof: { accepted: { status: 200 } } })
    expect(after.proof?.unsent).toBeUndefined()
    expect(after.proof?.requested).toEqual(before.proof?.requested)
  })

  it('because LINE takes no more calls stays asked for too', async () => {
    const { ask } = await issued()
    await world.atLine.addFault({ endpoint: REVOKE, kind: '429', times: 1 })
    await expect(perform(world.operator, revokeToken, ask)).rejects.toMatchObject({ code: 'busy' })
    expect(await rowOf(ask)).toMatchObject({ state: 'revoking', proof: { unsent: { at: expect.any(String) } } })
    expect((await rowOf(ask)).nextProofAt?.getTime()).toBeGreaterThan(Date.now())
    forgetLine()
    await makeDue(ask)
    await proveRevokes()
    expect(await rowOf(ask)).toMatchObject({ state: 'gone', nextProofAt: null, proof: { accepted: { status: 200 } } })
    expect((await rowOf(ask)).proof?.unsent).toBeUndefined()
    expect(await outcomesOf(ask)).toEqual(['requested', 'failed', 'requested', 'done'])
  })
})

describe('a revoke is not tried any more', () => {
  it('after a day, and says so; whoever asks again begins anew', async () => {
    const { ask } = await ignored()
    await makeDue(ask, { proofTries: MOST_TRIES })
    await proveRevokes()
    const row = await rowOf(ask)
    expect(row).toMatchObject({ state: 'revoking', nextProofAt: null, proof: { unprovable: { why: 'tried' } } })
    const told = JSON.parse((await lastEvent(ask)).body)
    expect(told).toMatchObject({ name: 'token.revoke', actor: { name: 'settler' } })
    expect(told.detail).toMatchObject({ proven: false, unprovable: 'tried', until: row.expiresAt?.toISOString() })
    const calls = (await world.atLine.calls()).length
    await proveRevokes()
    expect(await world.atLine.calls()).toHaveLength(calls)

    await world.atLine.addFault({ endpoint: REVOKE, kind: 'ignored', times: 1 })
    await perform(world.operator, revokeToken, ask)
    const anew = await rowOf(ask)
    expect(anew).toMatchObject({ state: 'revoking', proofTries: 0 })
    expect(anew.nextProofAt).not.toBeNull()
    expect(anew.proof?.unprovable).toBeUndefined()
  })

  it('when the channel secret is gone, or neither value nor key ID is here', async () => {
    const [secretless, unknown] = [await ignored(), await ignored()]
    const gone = { retiredAt: new Date(), sealed: null, sealingKeyId: null }
    await database().channelSecret.updateMany({ where: { channelId: secretless.channelId }, data: gone })
    await makeDue(secretless.ask)
    await makeDue(unknown.ask, { sealed: null, sealingKeyId: null, keyId: null })
    await proveRevokes()
    expect((await rowOf(secretless.ask)).proof?.unprovable).toMatchObject({ why: 'noSecret' })
    expect((await rowOf(unknown.ask)).proof?.unprovable).toMatchObject({ why: 'notHeld' })
  })

  it('when the token ended by itself', async () => {
    const { ask } = await ignored()
    const expiresAt = new Date(Date.now() - 1000)
    await makeDue(ask, { expiresAt })
    await proveRevokes()
    const row = await rowOf(ask)
    expect(row).toMatchObject({ nextProofAt: null, proof: { expired: { at: expiresAt.toISOString() } } })
    expect(row.proof?.unprovable).toBeUndefined()
    expect(JSON.parse((await lastEvent(ask)).body).detail).toMatchObject({ endedByItself: expiresAt.toISOString() })
  })
})

it('never revokes what nobody asked to be revoked', async () => {
  const { ask } = await issued()
  const { systemActor } = await import('@/lib/access/actor')
  await expect(perform(systemActor('settler'), revokeToken, ask)).rejects.toMatchObject({ reason: 'notBeingRevoked' })
  expect((await rowOf(ask)).state).toBe('live')
})

it('waits 1 min, 2, 4 … up to an hour, for a day', () => {
  const waits = Array.from({ length: MOST_TRIES }, (_, tries) => backOffMs(tries) / 60_000)
  expect(waits.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  const sum = waits.reduce((a, b) => a + b, 0)
  expect(sum).toBeLessThanOrEqual(24 * 60)
  expect(sum).toBeGreaterThan(23 * 60 - 1)
})

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { forgetLine } from '@/lib/line/care/state'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { issueToken } from '../issue'
import { revokeToken } from '../revoke'
import { syncChannel } from '../sync'
import { revokeProofOf } from './of-token'

const LIST = 'getsAllValidChannelAccessTokenKeyIds'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
beforeEach(async () => {
  await world.atLine.clearFaults()
  forgetLine()
})
afterAll(() => world.close())

/** A channel with foreign tokens that a sync has found. */
async function withForeign(count: number) {
  const { channelId, lineChannelId, channelSecret } = await world.channelWithKey()
  const foreign: { token: string; keyId: string }[] = []
  for (let made = 0; made < count; made++) {
    const { accessToken: token, keyId } = await world.atLine.issueElsewhere(lineChannelId, { kind: 'v2.1' })
    foreign.push({ token, keyId: keyId ?? '' })
  }
  await perform(world.operator, syncChannel, { channelId })
  const hunt = (keyId: string, pasted: string, confirm = lineChannelId) =>
    perform(world.operator, revokeToken, { pasted, channelId, hunt: keyId, confirm })
  const [one, other] = foreign
  if (!one) throw new Error('none was made')
  return { channelId, lineChannelId, channelSecret, one, other: other ?? one, hunt }
}
const goneAt = async (channelId: string, keyId: string) =>
  (await database().keyIdSighting.findUniqueOrThrow({ where: { channelId_keyId: { channelId, keyId } } })).goneAt
const isLive = async (lineChannelId: string, keyId: string) =>
  JSON.stringify((await world.atLine.getChannel(lineChannelId)).tokens['v2.1']).includes(keyId)
const lastDetail = async () => {
  const { body } = await database().event.findFirstOrThrow({ orderBy: { seq: 'desc' } })
  return JSON.parse(body).detail
}

it('finds the hunted key ID by the list before and after, and writes it down', async () => {
  const { channelId, one, other, hunt } = await withForeign(2)
  const { result } = await hunt(one.keyId, one.token)
  expect(result).toMatchObject({ proven: true, hunt: { keyId: one.keyId, end: 'found', vanished: [one.keyId] } })
  expect(await lastDetail()).toMatchObject({ hunted: one.keyId, hunt: 'found', vanished: [one.keyId] })
  expect(await goneAt(channelId, one.keyId)).not.toBeNull()
  expect(await goneAt(channelId, other.keyId)).toBeNull()
})

it('goes on when it was another one', async () => {
  const { one, other, hunt } = await withForeign(2)
  expect((await hunt(one.keyId, other.token)).result.hunt).toEqual({
    ...{ keyId: one.keyId, end: 'missed', vanished: [other.keyId] },
  })
})

it('does not call found what left together with another one', async () => {
  const { one, other, hunt, lineChannelId, channelSecret } = await withForeign(2)
  await world.atLine.addFault({ endpoint: 'revokeChannelTokenByJWT', kind: 'slow', times: 1, seconds: 1 })
  const hunting = hunt(one.keyId, one.token)
  // While LINE is slow with that one, somebody else revokes the other.
  await expect.poll(() => isLive(lineChannelId, one.keyId), { timeout: 5000, interval: 20 }).toBe(false)
  const body = new URLSearchParams({
    ...{ client_id: lineChannelId, client_secret: channelSecret, access_token: other.token },
  })
  await fetch(`${world.line.url}/oauth2/v2.1/revoke`, { method: 'POST', body })
  const { result } = await hunting
  expect(result.hunt?.end).toBe('unsure')
  expect(result.hunt?.vanished.toSorted()).toEqual([one.keyId, other.keyId].toSorted())
})

it('leaves out a token of ours that went meanwhile', async () => {
  const { channelId, lineChannelId, one, hunt } = await withForeign(1)
  const ours = await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Ours' })
  await world.atLine.addFault({ endpoint: 'revokeChannelTokenByJWT', kind: 'slow', times: 1, seconds: 1 })
  const hunting = hunt(one.keyId, one.token)
  await expect.poll(() => isLive(lineChannelId, one.keyId), { timeout: 5000, interval: 20 }).toBe(false)
  await perform(world.operator, revokeToken, { channelId, tokenId: ours.result.tokenId, confirm: lineChannelId })
  expect((await hunting).result.hunt).toEqual({ keyId: one.keyId, end: 'found', vanished: [one.keyId] })
})

it('says so when the list could not be read afterwards, or LINE revoked nothing', async () => {
  const { one, other, hunt } = await withForeign(2)
  await world.atLine.addFault({ endpoint: 'revokeChannelTokenByJWT', kind: 'ignored', times: 1 })
  expect((await hunt(one.keyId, one.token)).result).toMatchObject({
    ...{ proven: false, hunt: { end: 'missed', vanished: [] } },
  })
  const slow = { endpoint: 'revokeChannelTokenByJWT', kind: 'slow', times: 1, seconds: 1 } as const
  await world.atLine.addFault(slow)
  const hunting = hunt(other.keyId, other.token)
  await expect
    .poll(async () => (await world.atLine.calls()).at(-1)?.endpoint, { timeout: 5000, interval: 20 })
    .toBe('revokeChannelTokenByJWT')
  await world.atLine.addFault({ endpoint: LIST, kind: '500-before', times: 4 })
  expect((await hunting).result).toMatchObject({ proven: true, hunt: { end: 'unread', vanished: [] } })
})

it('revokes nothing without the channel ID, without the list, or of another channel', async () => {
  const [{ one, hunt, lineChannelId }, elsewhere] = [await withForeign(1), await withForeign(1)]
  await expect(hunt(one.keyId, one.token, '')).rejects.toMatchObject({ reason: 'confirmChannelId' })
  await expect(hunt(one.keyId, elsewhere.one.token)).rejects.toMatchObject({ reason: 'huntOtherChannel' })
  await expect(hunt('no-such-key-id', one.token)).rejects.toMatchObject({ reason: 'huntGone' })
  await world.atLine.addFault({ endpoint: LIST, kind: '500-before', times: 4 })
  await expect(hunt(one.keyId, one.token)).rejects.toMatchObject({ code: 'line_unreachable' })
  expect(await isLive(lineChannelId, one.keyId)).toBe(true)
  expect(await isLive(elsewhere.lineChannelId, elsewhere.one.keyId)).toBe(true)
})

it('is not for a token of ours, nor for what has no key ID', async () => {
  const { channelId, one, hunt } = await withForeign(1)
  const { reveal } = await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Ours' })
  await expect(hunt(one.keyId, reveal?.expose() ?? '')).rejects.toMatchObject({ reason: 'huntOurs' })
  await expect(hunt(one.keyId, 'A'.repeat(120))).rejects.toMatchObject({ reason: 'huntNotListed' })
})

it('keeps what left the list after any pasted v2.1 token of a channel that is here', async () => {
  const { one } = await withForeign(1)
  await perform(world.operator, revokeToken, { pasted: one.token })
  expect(await lastDetail()).toMatchObject({ proven: true, vanished: [one.keyId] })
})

it('tells of a token of ours what its list showed, and is in the proof of that token', async () => {
  const { channelId, lineChannelId, channelSecret, one } = await withForeign(1)
  const { result, reveal } = await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Ours' })
  await perform(world.operator, syncChannel, { channelId })
  await perform(world.operator, syncChannel, { channelId })
  const body = new URLSearchParams({
    ...{ client_id: lineChannelId, client_secret: channelSecret, access_token: reveal?.expose() ?? '' },
  })
  await fetch(`${world.line.url}/oauth2/v2.1/revoke`, { method: 'POST', body })
  await perform(world.operator, revokeToken, { pasted: one.token })
  expect((await database().token.findUniqueOrThrow({ where: { id: result.tokenId } })).state).toBe('gone')
  const told = { left: expect.arrayContaining([result.keyId, one.keyId]), tokensGone: [result.tokenId] }
  expect(await lastDetail()).toMatchObject({ ...told, listRequestId: expect.any(String) })
  const { events } = await revokeProofOf({ ...world.viewer, roles: ['auditor'] }, channelId, result.tokenId)
  expect(events.map((event) => JSON.parse(event.body).name)).toEqual(['token.revoke'])
})

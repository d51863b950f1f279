import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { forgetLine } from '@/lib/line/care/state'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { issueToken } from '../issue'
import { revokeToken } from '../revoke'
import { syncChannel } from '../sync'
import type { RevokeProofFile } from './file'
import { revokeProofOf } from './of-token'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function issued() {
  const { channelId, lineChannelId } = await world.channelWithKey()
  const { result, reveal } = await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Notices' })
  return { ask: { channelId, tokenId: result.tokenId, confirm: lineChannelId }, value: reveal?.expose() ?? '' }
}

/** From nothing but the file, as it says in it; answers the places that do not hold. */
const broken = (file: RevokeProofFile) =>
  file.events.flatMap(({ seq, previousHash, hash, body }) => {
    const place = Buffer.alloc(8)
    place.writeBigInt64BE(BigInt(seq))
    const sum = createHash('sha256').update('kagiban-history-v1\0').update(Buffer.from(previousHash, 'hex'))
    return sum.update(place).update(body).digest('hex') === hash ? [] : [seq]
  })

it('tells the three steps, and its events can be recomputed', async () => {
  const { ask, value } = await issued()
  await world.atLine.addFault({ endpoint: 'revokeChannelTokenByJWT', kind: 'ignored', times: 1 })
  await perform(world.operator, revokeToken, ask)
  const early = await revokeProofOf(world.viewer, ask.channelId, ask.tokenId)
  expect(early).toMatchObject({ outcome: 'unproven', accepted: { status: 200 }, proof: { list: { listed: true } } })
  expect(early.proves).toMatch(/^Nothing/)

  await perform(world.operator, revokeToken, ask)
  const text = JSON.stringify(await revokeProofOf(world.viewer, ask.channelId, ask.tokenId))
  expect(text).not.toContain(value)
  const file = JSON.parse(text) as RevokeProofFile
  expect(file).toMatchObject({
    outcome: 'proven',
    requested: { by: { kind: 'person', name: world.operator.name } },
    accepted: { status: 200, requestId: expect.any(String) },
    proof: { list: { listed: false, status: 200, requestId: expect.any(String) } },
    tries: [{ by: world.operator.name, ended: 'done' }],
  })
  expect(file.events.map(({ body }) => JSON.parse(body).outcome)).toEqual(['requested', 'done', 'requested', 'done'])
  expect(broken(file)).toEqual([])
  const [first] = file.events
  if (!first) throw new Error('no events')
  first.body = first.body.replace('Notices', 'Notes')
  expect(broken(file)).toEqual([first.seq])
})

it('has the event of the sync that proved it', async () => {
  const { ask } = await issued()
  // Of a call that may be tried again, every try.
  await world.atLine.addFault({ endpoint: 'getsAllValidChannelAccessTokenKeyIds', kind: '500-before', times: 4 })
  await world.atLine.addFault({ endpoint: 'verifyChannelTokenByJWT', kind: '500-before', times: 4 })
  await perform(world.operator, revokeToken, ask)
  await world.atLine.clearFaults()
  forgetLine()
  // Clocks may differ, so a list proves nothing of a token that was only just issued.
  await database().token.update({ where: { id: ask.tokenId }, data: { issuedAt: new Date(Date.now() - 60_000) } })
  await perform(world.operator, syncChannel, { channelId: ask.channelId })
  const file = await revokeProofOf(world.viewer, ask.channelId, ask.tokenId)
  expect(file.outcome).toBe('proven')
  expect(file.events.map(({ body }) => JSON.parse(body).name)).toContain('channel.sync')
  expect(broken(file)).toEqual([])
})

it('claims no revoke of a token that nobody here asked to be revoked', async () => {
  const [expired, left] = [await issued(), await issued()]
  const list = { at: new Date().toISOString(), listed: false, requestId: null, status: 200 }
  const gone = { state: 'gone', goneAt: new Date(list.at), proof: { accepted: null, list } }
  await database().token.update({
    where: { id: expired.ask.tokenId },
    data: { ...gone, expiresAt: new Date(Date.now() - 60_000) },
  })
  await database().token.update({ where: { id: left.ask.tokenId }, data: gone })
  const fileOf = ({ ask }: typeof left) => revokeProofOf(world.viewer, ask.channelId, ask.tokenId)
  const [ended, notListed] = [await fileOf(expired), await fileOf(left)]
  expect(ended).toMatchObject({ outcome: 'ended', requested: null, events: [] })
  expect(notListed).toMatchObject({ outcome: 'notListed', requested: null, events: [] })
  for (const { proves } of [ended, notListed]) expect(proves).not.toMatch(/after the revoke/)
  expect(notListed.proves).toMatch(/no revoke of it is on record/)
})

it('is refused for a live token, one of another channel, and to whoever may not read', async () => {
  const [{ ask }, other] = [await issued(), await issued()]
  await expect(revokeProofOf(world.viewer, ask.channelId, ask.tokenId)).rejects.toMatchObject({
    reason: 'noRevokeProof',
  })
  await perform(world.operator, revokeToken, ask)
  await expect(revokeProofOf(world.viewer, other.ask.channelId, ask.tokenId)).rejects.toMatchObject({
    code: 'not_found',
  })
  const { systemActor } = await import('@/lib/access/actor')
  await expect(revokeProofOf(systemActor('start'), ask.channelId, ask.tokenId)).rejects.toMatchObject({
    code: 'forbidden',
  })
})

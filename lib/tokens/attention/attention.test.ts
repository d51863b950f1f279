import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expiresSoon } from '@/components/channels/slot-kinds'
import type { PersonActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { testDatabase } from '@/sandbox/database/test-database'
import { DAY, from, givenChannel, givenKeyIds, givenOperation, givenToken, HOUR } from './given.fixture'
import { countAttention, listAttention } from './queries'

testDatabase({ asOwner: true })
let viewer: PersonActor
beforeAll(async () => {
  viewer = await signedIn(['viewer'])
})
beforeEach(async () => {
  await database().$executeRaw`TRUNCATE "Channel", "Operation" CASCADE`
})

/** What is found, in short; the count beside the navigation must always be the same. */
async function found() {
  const { rows, total } = await listAttention(viewer)
  expect(await countAttention(viewer)).toBe(total)
  return rows.map(({ kind, count }) => `${kind} ${count}`)
}
const only = async () => (await listAttention(viewer)).rows[0]

it('finds nothing where all is well', async () => {
  const channelId = await givenChannel()
  await givenToken(channelId)
  await givenKeyIds(channelId, 23, {})
  await givenChannel({ type: 'line_login', key: null })
  expect(await found()).toEqual([])
})

describe('operations', () => {
  it('of unknown outcome are told until they are settled', async () => {
    const channelId = await givenChannel()
    const id = await givenOperation(channelId, { state: 'unknown' })
    expect(await found()).toEqual(['unknown 1'])
    expect(await only()).toMatchObject({ channelId, label: 'token.issue', note: 'v2.1', owner: 'Sato Mayu' })
    await database().operation.update({ where: { id }, data: { state: 'none' } })
    expect(await found()).toEqual([])
  })

  it('that may have left a token are told until it would have ended', async () => {
    const channelId = await givenChannel()
    const ending = (ms: number) => ({ expiresBy: from(ms).toISOString() })
    await givenOperation(channelId, { state: 'uncertain', kind: 'short-lived', ending: ending(-HOUR) })
    expect(await found()).toEqual([])
    await givenOperation(channelId, { state: 'uncertain', kind: 'short-lived', ending: ending(HOUR) })
    await givenOperation(channelId, { state: 'uncertain', ending: { mayExistUntil: from(HOUR).toISOString() } })
    expect(await found()).toEqual(['unexplained 2'])
    expect((await only())?.until?.getTime()).toBeGreaterThan(Date.now() + HOUR - 60_000)
  })

  it('that lost a token are told while LINE lists its key ID, and not once more as drift', async () => {
    const channelId = await givenChannel()
    const operationId = await givenOperation(channelId, {
      state: 'lost',
      ending: { expiresBy: from(HOUR).toISOString() },
    })
    await givenKeyIds(channelId, 1, { standing: 'lost', operationId })
    expect(await found()).toEqual(['unexplained 1'])
    await database().keyIdSighting.updateMany({ data: { goneAt: new Date() } })
    expect(await found()).toEqual([])
  })
})

describe('tokens', () => {
  it('whose revoke is not proven are told once, not beside the revoke nobody saw the answer of', async () => {
    const channelId = await givenChannel()
    const tokenId = await givenToken(channelId, { state: 'revoking', purpose: 'Bot' })
    expect(await found()).toEqual(['unproven 1'])
    expect(await only()).toMatchObject({ targetId: tokenId, label: 'Bot', owner: 'Mori Aoi' })
    await givenOperation(channelId, { change: 'token.revoke', plan: { tokenId } })
    expect(await found()).toEqual(['unknown 1'])
    expect(await only()).toMatchObject({ targetId: tokenId })
  })

  it('that LINE refused though they should live are told', async () => {
    const channelId = await givenChannel()
    await givenToken(channelId, { lastVerdict: 'refused', lastVerifiedAt: from(-HOUR) })
    await givenToken(channelId, { lastVerdict: 'refused', state: 'gone', goneAt: from(-HOUR) })
    await givenToken(channelId, { lastVerdict: 'refused', expiresAt: from(-8 * DAY) })
    await givenToken(channelId, { lastVerdict: 'live', lastVerifiedAt: from(-HOUR) })
    expect(await found()).toEqual(['tokenRefused 1'])
  })

  it('that expired are told for a week, unless another lives, they were revoked or are stateless', async () => {
    const channelId = await givenChannel()
    const expired = (name: string, ms: number, more = {}) =>
      givenToken(channelId, { purpose: name, issuedAt: from(-30 * DAY), expiresAt: from(ms), ...more })
    await expired('replaced', -HOUR)
    await givenToken(channelId, { purpose: 'replaced' })
    await expired('long over', -8 * DAY)
    await expired('revoked', -HOUR, { state: 'gone', goneAt: from(-2 * HOUR) })
    await expired('revoked late', -2 * HOUR, { state: 'gone', goneAt: from(-HOUR), proof: { accepted: { at: 'x' } } })
    await expired('stateless', -HOUR, { kind: 'stateless' })
    expect(await found()).toEqual([])
    await expired('seen to be gone', -2 * HOUR, { state: 'gone', goneAt: from(-HOUR), proof: { accepted: null } })
    await expired('as it was', -HOUR)
    expect(await found()).toEqual(['expired 2'])
    expect(await only()).toMatchObject({ targetId: null, label: null })
  })

  it.each([
    [720, 71.9],
    [720, 72.1],
    [168, 23.9],
    [168, 24.1],
    [1, 0.5],
    [720, 24],
  ])('of %d h with %d h left are told by the rule of the slot board', async (lifeHours, leftHours) => {
    const times = { issuedAt: from((leftHours - lifeHours) * HOUR), expiresAt: from(leftHours * HOUR) }
    const soon = expiresSoon({ ...times, kind: 'v2.1' }, new Date())
    await givenToken(await givenChannel(), times)
    await givenToken(await givenChannel(), { ...times, kind: 'short-lived', keyId: null })
    await givenToken(await givenChannel(), { ...times, kind: 'stateless', keyId: null })
    expect(await found()).toEqual(soon ? ['soon 1', 'soon 1'] : [])
  })

  it('that expire soon are not told once another of their purpose lives on', async () => {
    const channelId = await givenChannel()
    const soon = { purpose: 'Bot', expiresAt: from(HOUR) }
    await givenToken(channelId, soon)
    await givenToken(channelId, soon)
    expect(await found()).toEqual(['soon 2'])
    await givenToken(channelId, { purpose: 'Bot' })
    expect(await found()).toEqual([])
  })

  it('of long life without an end never expire', async () => {
    await givenToken(await givenChannel(), { kind: 'long-lived', keyId: null, expiresAt: null })
    expect(await found()).toEqual([])
  })
})

describe('slots', () => {
  it('are told from 24 on, without what has expired since the list was read', async () => {
    const channelId = await givenChannel()
    await givenKeyIds(channelId, 23, {})
    const keyId = 'the one that expired'
    await givenKeyIds(channelId, 1, { keyId })
    expect(await found()).toEqual(['slots 24'])
    await givenToken(channelId, { keyId, state: 'gone', goneAt: from(-9 * DAY), expiresAt: from(-8 * DAY) })
    expect(await found()).toEqual([])
  })

  it('of short-lived tokens are told as far as they are known, uncertain ones too', async () => {
    const channelId = await givenChannel({ type: 'line_login', key: null })
    for (let count = 0; count < 23; count++) await givenToken(channelId, { kind: 'short-lived', keyId: null })
    expect(await found()).toEqual([])
    await givenOperation(channelId, { kind: 'short-lived', state: 'uncertain', ending: {} })
    expect(await found()).toEqual(['shortLived 24'])
  })

  it('hold key IDs that are none of ours, until LINE lists them no more', async () => {
    const channelId = await givenChannel()
    await givenKeyIds(channelId, 2, { standing: 'foreign' })
    expect(await found()).toEqual(['drift 2'])
    expect((await only())?.until?.getTime()).toBeGreaterThan(Date.now() + 28 * DAY)
    await database().keyIdSighting.updateMany({ data: { goneAt: new Date() } })
    expect(await found()).toEqual([])
  })
})

describe('credentials', () => {
  it('that LINE refused, or that are missing, are told', async () => {
    await givenChannel({ secret: { refusedAt: from(-HOUR) } })
    await givenChannel({ key: { refusedAt: from(-HOUR) } })
    await givenChannel({ key: { refusedAt: from(-HOUR), state: 'ready' } })
    await givenChannel({ key: null, type: 'module' })
    await givenChannel({ key: { state: 'generated', kid: null } })
    await givenChannel({ secret: null })
    expect(await found()).toEqual([
      'secretRefused 1',
      'keyRefused 1',
      'secretMissing 1',
      'noKey 1',
      'noKey 1',
      'noKey 1',
    ])
    const waiting = (await listAttention(viewer)).rows.filter(({ note }) => note === 'waiting')
    expect(waiting).toHaveLength(1)
  })

  it("and LINE's clock, by the newest check alone", async () => {
    await givenChannel({ checkedAt: from(-2 * HOUR), clockOffsetMs: 45_000 })
    expect(await found()).toEqual(['clock 1'])
    await givenChannel({ checkedAt: from(-HOUR), clockOffsetMs: 30_000 })
    expect(await found()).toEqual([])
    await givenChannel({ checkedAt: from(-60_000), clockOffsetMs: -30_001 })
    expect(await only()).toMatchObject({ kind: 'clock', note: '-30001' })
  })
})

describe('the history', () => {
  const seq = 1n
  beforeEach(async () => {
    await database().$executeRaw`TRUNCATE "HistoryCheck", "CheckpointDelivery"`
    const at = from(-16 * 60_000)
    await database().checkpoint.createMany({ data: [{ seq, jws: 'x', cause: 'news', at }], skipDuplicates: true })
  })

  it('that did not hold when it was verified last is told first', async () => {
    const check = { chain: 'history', seq, hash: new Uint8Array(32), checkedAt: from(-HOUR) }
    await database().historyCheck.create({ data: check })
    expect(await found()).toEqual([])
    await database().historyCheck.update({ where: { chain: 'history' }, data: { problem: { seq: 7 } } })
    await givenToken(await givenChannel(), { state: 'revoking' })
    expect(await found()).toEqual(['historyBroken 1', 'unproven 1'])
    expect(await only()).toMatchObject({ channelId: null, channelName: null })
    await database().historyCheck.deleteMany()
  })

  it('that reaches a configured place no more is told after 15 minutes', async () => {
    await database().checkpointDelivery.create({ data: { seq, target: 'log' } })
    // Nobody configured this one, so nobody waits for it.
    await database().checkpointDelivery.create({ data: { seq, target: 'webhook' } })
    expect(await found()).toEqual(['historyUndelivered 1'])
    await database().checkpointDelivery.updateMany({ data: { deliveredAt: new Date() } })
    const recent = { seq: 2n, jws: 'x', cause: 'news', at: from(-14 * 60_000) }
    await database().checkpoint.createMany({ data: [recent], skipDuplicates: true })
    await database().checkpointDelivery.create({ data: { seq: 2n, target: 'log' } })
    expect(await found()).toEqual([])
  })
})

it('says nothing of archived channels', async () => {
  const channelId = await givenChannel({ archivedAt: new Date(), secret: { refusedAt: new Date() } })
  await givenToken(channelId, { state: 'revoking' })
  expect(await found()).toEqual([])
})

it('shows 50 rows, the most urgent ones, and counts all', async () => {
  for (let count = 0; count < 55; count++) await givenChannel({ key: null })
  await givenToken(await givenChannel(), { state: 'revoking' })
  const { rows, total } = await listAttention(viewer)
  expect(total).toBe(56)
  expect(rows).toHaveLength(50)
  expect(rows[0]?.kind).toBe('unproven')
})

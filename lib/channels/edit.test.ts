import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { generateKey } from '@/lib/keys/generate'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { startWorld, type World } from '@/sandbox/world'
import { editChannel } from './edit'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const STORED = {
  name: '渋谷カフェ公式',
  type: 'messaging_api',
  environment: 'production',
  tags: ['retail'],
  owner: 'Sato Mayu',
} as const

/** What the form sends when it showed what is stored and these fields were changed. */
const sent = (channelId: string, changes: object = {}, shown: object = STORED) => ({
  ...{ channelId, ...STORED, tags: STORED.tags.join(', '), ...changes },
  shown: JSON.stringify(shown),
})
const edit = (channelId: string, changes: object, shown?: object) =>
  perform(world.operator, editChannel, sent(channelId, changes, shown))
const stored = (id: string) =>
  database().channel.findUniqueOrThrow({
    where: { id },
    select: { name: true, type: true, environment: true, tags: true, owner: true },
  })
async function lastDetail(channelId: string) {
  const event = await database().event.findFirstOrThrow({
    where: { channelId, name: 'channel.edit' },
    orderBy: { seq: 'desc' },
  })
  return JSON.parse(event.body).detail
}
const outcomes = (channelId: string) => world.outcomesOf('channel.edit', channelId)

describe('editing a channel', () => {
  it('keeps what was changed, and writes down only that, before and after', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    await edit(channelId, { name: '渋谷カフェ', tags: 'retail、夜間' })
    expect(await stored(channelId)).toEqual({ ...STORED, name: '渋谷カフェ', tags: ['retail', '夜間'] })
    expect(await outcomes(channelId)).toEqual(['done'])
    expect(await lastDetail(channelId)).toEqual({
      before: { name: '渋谷カフェ公式', tags: ['retail'] },
      after: { name: '渋谷カフェ', tags: ['retail', '夜間'] },
    })
    expect((await database().channel.findUniqueOrThrow({ where: { id: channelId } })).lineChannelId).toBe(lineChannelId)
  })

  it('never changes LINE’s channel ID, whatever a form sends', async () => {
    const { channelId, lineChannelId } = await world.registeredChannel()
    await edit(channelId, { owner: 'Abe', lineChannelId: '1', id: newId(), archivedAt: new Date() })
    const row = await database().channel.findUniqueOrThrow({ where: { id: channelId } })
    expect(row).toMatchObject({ lineChannelId, owner: 'Abe', archivedAt: null })
  })

  it('is refused to a viewer', async () => {
    const { channelId } = await world.registeredChannel()
    await expect(perform(world.viewer, editChannel, sent(channelId, { name: 'x' }))).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await outcomes(channelId)).toEqual(['denied'])
    expect(await stored(channelId)).toEqual(STORED)
  })

  it('says so when nothing was changed, and writes nothing down', async () => {
    const { channelId } = await world.registeredChannel()
    await expect(edit(channelId, { name: ` ${STORED.name} `, tags: 'retail retail' })).rejects.toMatchObject({
      reason: 'nothingChanged',
    })
    expect(await outcomes(channelId)).toEqual([])
  })

  it('refuses what is no channel, and what is archived', async () => {
    await expect(edit(newId(), { name: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    const { channelId } = await world.registeredChannel()
    await database().channel.update({ where: { id: channelId }, data: { archivedAt: new Date() } })
    await expect(edit(channelId, { name: 'x' })).rejects.toMatchObject({ reason: 'channelArchived' })
  })

  it.each([
    ['name', { name: ' ' }, 'required'],
    ['environment', { environment: 'moon' }, 'choose'],
    ['tags', { tags: 'a'.repeat(41) }, 'tagTooLong'],
    ['owner', { owner: 'o'.repeat(101) }, 'tooLong'],
  ])('says what is wrong with %s, beside it', async (field, changes, message) => {
    const { channelId } = await world.registeredChannel()
    await expect(edit(channelId, changes)).rejects.toMatchObject({ issues: [{ path: [field], message }] })
  })

  it.each([['nonsense'], ['{"name":"x"}'], ['null'], ['']])(
    'takes nothing from a form that shows %j',
    async (shown) => {
      const { channelId } = await world.registeredChannel()
      const input = { ...sent(channelId, { name: 'x' }), shown }
      await expect(perform(world.operator, editChannel, input as never)).rejects.toMatchObject({ name: 'ZodError' })
      expect(await stored(channelId)).toEqual(STORED)
    },
  )
})

describe('editing at the same time', () => {
  it('tells the second what the first has changed, and saves it once that was shown', async () => {
    const { channelId } = await world.registeredChannel()
    await edit(channelId, { owner: 'Abe', environment: 'staging' })
    await expect(edit(channelId, { name: 'Mine' })).rejects.toMatchObject({
      reason: 'channelChangedMeanwhile',
      values: { nameChanged: 'no', ownerChanged: 'yes', owner: 'Abe', environment: 'staging', type: 'no' },
    })
    const now = { ...STORED, owner: 'Abe', environment: 'staging' }
    expect(await stored(channelId)).toEqual(now)
    await edit(channelId, { name: 'Mine', owner: 'Abe', environment: 'staging' }, now)
    expect(await stored(channelId)).toEqual({ ...now, name: 'Mine' })
  })

  it('lets one of two through that come at the same moment', async () => {
    const { channelId } = await world.registeredChannel()
    const both = await Promise.allSettled(['One', 'Two'].map((name) => edit(channelId, { name })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { reason: 'channelChangedMeanwhile' },
    })
    expect(await outcomes(channelId)).toEqual(['done'])
  })
})

describe('changing the type', () => {
  const toMiniApp = (channelId: string) => edit(channelId, { type: 'mini_app' })

  it('is done where nothing contradicts it', async () => {
    const { channelId } = await world.registeredChannel()
    await toMiniApp(channelId)
    expect((await stored(channelId)).type).toBe('mini_app')
  })

  it('is refused for a type without v2.1 while there is a signing key', async () => {
    const { channelId } = await world.registeredChannel()
    await perform(world.operator, generateKey, { channelId })
    await expect(toMiniApp(channelId)).rejects.toMatchObject({ reason: 'typeWithoutV21', field: 'type' })
    await edit(channelId, { type: 'module' })
    await database().signingKey.updateMany({
      where: { channelId },
      data: { state: 'retired', sealed: null, sealingKeyId: null },
    })
    await edit(channelId, { type: 'mini_app' }, { ...STORED, type: 'module' })
  })

  it('is refused for a type without v2.1 while a v2.1 token or key ID is live', async () => {
    const { channelId } = await world.channelWithKey()
    await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Booking bot' })
    await expect(toMiniApp(channelId)).rejects.toMatchObject({ reason: 'typeWithoutV21', values: { tokens: 1 } })

    const other = await world.registeredChannel()
    const at = new Date()
    const seen = {
      channelId: other.channelId,
      keyId: 'elsewhere',
      standing: 'foreign',
      firstSeenAt: at,
      lastSeenAt: at,
    }
    await database().keyIdSighting.create({ data: seen })
    await expect(toMiniApp(other.channelId)).rejects.toMatchObject({ reason: 'typeWithoutV21' })
    await database().keyIdSighting.updateMany({ where: { channelId: other.channelId }, data: { goneAt: at } })
    await toMiniApp(other.channelId)
  })

  it('is refused while a long-lived token is live, which only Messaging API channels have', async () => {
    const { channelId } = await world.registeredChannel()
    const token = { id: newId(), channelId, kind: 'long-lived', fingerprint: 'x', purpose: 'x', owner: 'x' }
    await database().token.create({ data: { ...token, issuedByName: 'x', issuedAt: new Date(), state: 'live' } })
    await expect(edit(channelId, { type: 'module' })).rejects.toMatchObject({ reason: 'typeWithoutLongLived' })
  })

  it('waits for what is open, which may leave a token', async () => {
    const { channelId } = await world.registeredChannel()
    const operation = { id: newId(), change: 'token.issue', channelId, actor: {}, plan: {}, leaseUntil: new Date() }
    await database().operation.create({ data: { ...operation, state: 'unknown' } })
    await expect(toMiniApp(channelId)).rejects.toMatchObject({ reason: 'channelOperationOpen' })
    await edit(channelId, { name: 'Still may be named' })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { revokeToken } from '@/lib/tokens/revoke'
import { syncChannel } from '@/lib/tokens/sync'
import { verifyToken } from '@/lib/tokens/verify'
import { startWorld, type World } from '@/sandbox/world'
import { archiveChannel } from './archive'
import { editChannel } from './edit'
import { listChannels } from './list/list-channels'
import { getRemains } from './queries'
import { registerChannel } from './register'
import { restoreChannel } from './restore'

let world: World
let admin: PersonActor
beforeAll(async () => {
  world = await startWorld()
  admin = await signedIn(['admin'])
})
afterAll(() => world.close())

type Made = { channelId: string; lineChannelId: string }
const archive = ({ channelId, lineChannelId }: Made) =>
  perform(admin, archiveChannel, { channelId, confirm: ` ${lineChannelId} ` })
const restore = ({ channelId }: Made) => perform(admin, restoreChannel, { channelId })
const isArchived = async ({ channelId }: Made) =>
  (await database().channel.findUniqueOrThrow({ where: { id: channelId } })).archivedAt !== null
const listed = async ({ lineChannelId }: Made, state?: 'archived') =>
  (await listChannels(world.viewer, { q: lineChannelId, state })).total === 1
async function detailOf({ channelId }: Made, name: string) {
  const event = await database().event.findFirstOrThrow({ where: { channelId, name }, orderBy: { seq: 'desc' } })
  return JSON.parse(event.body).detail
}

const at = () => new Date()
const token = (channelId: string, data: object) =>
  database().token.create({
    data: {
      ...{ id: newId(), channelId, kind: 'v2.1', fingerprint: 'x', purpose: 'x', owner: 'x', issuedByName: 'x' },
      ...{ issuedAt: at(), expiresAt: new Date(Date.now() + 600_000), state: 'live', ...data },
    },
  })
const seen = (channelId: string, keyId: string, standing: string, goneAt: Date | null = null) =>
  database().keyIdSighting.create({ data: { channelId, keyId, standing, firstSeenAt: at(), lastSeenAt: at(), goneAt } })
const operation = (channelId: string, state: string) =>
  database().operation.create({
    data: { id: newId(), change: 'token.verify', state, channelId, actor: {}, plan: {}, leaseUntil: at() },
  })

describe('archiving a channel', () => {
  it('takes it out of the list, revokes nothing, and writes down what is still there', async () => {
    const made = await world.channelWithKey()
    await perform(world.operator, issueToken, { channelId: made.channelId, life: 'hour', purpose: 'Booking bot' })
    const calls = (await world.atLine.calls()).length
    await archive(made)
    expect([await listed(made), await listed(made, 'archived')]).toEqual([false, true])
    expect((await world.atLine.calls()).length).toBe(calls)
    expect(await database().token.count({ where: { channelId: made.channelId, state: 'live' } })).toBe(1)
    expect(await world.outcomesOf('channel.archive', made.channelId)).toEqual(['done'])
    expect(await detailOf(made, 'channel.archive')).toMatchObject({
      stillThere: { tokens: { 'v2.1': 1 }, signingKeys: 1, stateless: 0 },
    })
  })

  it('is refused to an operator', async () => {
    const made = await world.registeredChannel()
    const input = { channelId: made.channelId, confirm: made.lineChannelId }
    await expect(perform(world.operator, archiveChannel, input)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world.outcomesOf('channel.archive', made.channelId)).toEqual(['denied'])
    expect(await isArchived(made)).toBe(false)
  })

  it.each(['', '1', ' '])('asks for the channel ID, and does not take %j', async (confirm) => {
    const made = await world.registeredChannel()
    await expect(perform(admin, archiveChannel, { channelId: made.channelId, confirm })).rejects.toMatchObject({
      reason: 'archiveUnconfirmed',
      field: 'confirm',
    })
    expect(await isArchived(made)).toBe(false)
  })

  it.each([
    ['prepared', true],
    ['calling', true],
    ['unknown', true],
    ['uncertain', false],
    ['failed', false],
  ])('with an operation that is %s, waits: %s', async (state, waits) => {
    const made = await world.registeredChannel()
    await operation(made.channelId, state)
    if (waits) await expect(archive(made)).rejects.toMatchObject({ code: 'busy', reason: 'channelOperationOpen' })
    else await archive(made)
    expect(await isArchived(made)).toBe(!waits)
  })

  it('is done once, also when it is asked twice at the same moment', async () => {
    const made = await world.registeredChannel()
    const both = await Promise.allSettled([archive(made), archive(made)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await world.outcomesOf('channel.archive', made.channelId)).toEqual(['done'])
  })

  it('never lets an edit through that comes at the same moment and later', async () => {
    const made = await world.registeredChannel()
    const stored = {
      name: '渋谷カフェ公式',
      type: 'messaging_api',
      environment: 'production',
      owner: 'Sato Mayu',
    } as const
    const shown = JSON.stringify({ ...stored, tags: ['retail'] })
    const edit = () =>
      perform(world.operator, editChannel, {
        ...{ channelId: made.channelId, ...stored, name: 'Later', tags: 'retail', shown },
      })
    const [archived, edited] = await Promise.allSettled([archive(made), edit()])
    expect(archived.status).toBe('fulfilled')
    const names = await database().event.findMany({
      where: { channelId: made.channelId, name: { in: ['channel.edit', 'channel.archive'] } },
      orderBy: { seq: 'asc' },
      select: { name: true },
    })
    // Whichever came first: nothing is edited after it was archived.
    expect(names.map(({ name }) => name)).toEqual(
      edited.status === 'fulfilled' ? ['channel.edit', 'channel.archive'] : ['channel.archive'],
    )
    await expect(edit()).rejects.toMatchObject({ reason: 'channelArchived' })
  })

  it('leaves verifying, revoking and syncing possible', async () => {
    const made = await world.channelWithKey()
    const { channelId } = made
    const issued = await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Booking bot' })
    await archive(made)
    const { tokenId } = issued.result
    expect((await perform(world.operator, verifyToken, { channelId, tokenId })).result.verdict).toBe('live')
    await perform(world.operator, syncChannel, { channelId })
    const revoke = { channelId, tokenId, confirm: made.lineChannelId }
    expect((await perform(world.operator, revokeToken, revoke)).result.proven).toBe(true)
  })

  it('keeps its channel ID: adding it again says that it is archived, as what', async () => {
    const made = await world.registeredChannel('Kept')
    await archive(made)
    const input = { lineChannelId: made.lineChannelId, channelSecret: made.channelSecret, name: 'New', owner: 'x' }
    const calls = (await world.atLine.calls()).length
    await expect(
      perform(world.operator, registerChannel, {
        ...input,
        type: 'messaging_api',
        environment: 'production',
        tags: '',
      }),
    ).rejects.toMatchObject({ reason: 'channelExistsArchived', field: 'lineChannelId', values: { name: 'Kept' } })
    expect((await world.atLine.calls()).length).toBe(calls)
  })
})

describe('restoring a channel', () => {
  it('puts it back into the list as it was', async () => {
    const made = await world.registeredChannel('Back again')
    const before = await database().channel.findUniqueOrThrow({ where: { id: made.channelId } })
    await archive(made)
    await restore(made)
    expect(await database().channel.findUniqueOrThrow({ where: { id: made.channelId } })).toEqual(before)
    expect(await listed(made)).toBe(true)
    expect(await world.outcomesOf('channel.restore', made.channelId)).toEqual(['done'])
    expect(await detailOf(made, 'channel.restore')).toHaveProperty('archivedAt')
  })

  it('is refused to an operator', async () => {
    const made = await world.registeredChannel()
    await archive(made)
    await expect(perform(world.operator, restoreChannel, { channelId: made.channelId })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await world.outcomesOf('channel.restore', made.channelId)).toEqual(['denied'])
    expect(await isArchived(made)).toBe(true)
  })

  it('refuses what is not archived, and what is no channel', async () => {
    await expect(restore(await world.registeredChannel())).rejects.toMatchObject({ reason: 'channelNotArchived' })
    await expect(restore({ channelId: newId(), lineChannelId: '1' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is done once, also when it is asked twice at the same moment', async () => {
    const made = await world.registeredChannel()
    await archive(made)
    const both = await Promise.allSettled([restore(made), restore(made)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await world.outcomesOf('channel.restore', made.channelId)).toEqual(['done'])
  })
})

it('counts what still lives in a channel, and nothing that has ended', async () => {
  const { channelId } = await world.registeredChannel()
  const until = new Date(Date.now() + 800_000)
  await token(channelId, { keyId: 'a' })
  await token(channelId, { keyId: 'b', state: 'revoking' })
  await token(channelId, { keyId: 'c', state: 'gone' })
  await token(channelId, { keyId: 'd', expiresAt: new Date(Date.now() - 1) })
  await token(channelId, { kind: 'short-lived' })
  await token(channelId, { kind: 'long-lived', expiresAt: null })
  await token(channelId, { kind: 'stateless' })
  await token(channelId, { kind: 'stateless', expiresAt: until })
  await token(channelId, { kind: 'stateless', expiresAt: new Date(Date.now() - 1) })
  await seen(channelId, 'e', 'foreign')
  await seen(channelId, 'f', 'foreign', at())
  await seen(channelId, 'g', 'lost')
  const key = { channelId, publicJwk: {} }
  await database().signingKey.createMany({
    data: [
      { ...key, id: newId(), state: 'ready', sealed: 'x', sealingKeyId: 'x' },
      { ...key, id: newId(), state: 'retired' },
    ],
  })
  await operation(channelId, 'calling')
  await operation(channelId, 'failed')
  expect(await getRemains(world.viewer, channelId)).toEqual({
    tokens: { 'v2.1': 2, 'short-lived': 1, 'long-lived': 1 },
    stateless: { count: 2, until },
    keyIds: { foreign: 1, lost: 1 },
    signingKeys: 1,
    operations: 1,
  })
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { replaceSecret } from '@/lib/channels/replace-secret'
import { database } from '@/lib/db/client'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { revokeToken } from '@/lib/tokens/revoke'
import { startWorld, type World } from '@/sandbox/world'
import { settle } from './settle'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const asked = (channelId: string, purpose = 'Once') => ({ channelId, life: 'hour' as const, purpose })
const issue = (channelId: string, submission: string, purpose?: string) =>
  perform(world.operator, issueToken, asked(channelId, purpose), { submission })

it('is answered as before, but for what is shown once, and LINE is not asked again', async () => {
  const { channelId, lineChannelId } = await world.channelWithKey()
  const submission = randomUUID()
  const first = await issue(channelId, submission)
  const second = await issue(channelId, submission)
  expect(first.reveal).toBeDefined()
  expect(second).toEqual({ result: first.result, operationId: first.operationId })
  expect((await world.atLine.getChannel(lineChannelId)).tokens['v2.1']).toHaveLength(1)
  expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'done'])
})

it('sent eight times at once is one token, and every answer tells of it', async () => {
  const { channelId, lineChannelId } = await world.channelWithKey()
  const submission = randomUUID()
  const all = await Promise.all(Array.from({ length: 8 }, () => issue(channelId, submission)))
  expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(1)
  expect(all.filter(({ reveal }) => reveal)).toHaveLength(1)
  expect((await world.atLine.getChannel(lineChannelId)).tokens['v2.1']).toHaveLength(1)
})

it('of a revoke is answered as before, although its token is gone by now', async () => {
  const { channelId, lineChannelId } = await world.channelWithKey()
  const { tokenId } = (await issue(channelId, randomUUID())).result
  const submission = randomUUID()
  const revoke = () =>
    perform(world.operator, revokeToken, { channelId, tokenId, confirm: lineChannelId }, { submission })
  const first = await revoke()
  expect(first.result.proven).toBe(true)
  expect(await revoke()).toEqual(first)
})

it('used for something else, or by somebody else, is refused', async () => {
  const { channelId } = await world.channelWithKey()
  const submission = randomUUID()
  await issue(channelId, submission)
  const reused = { code: 'conflict', reason: 'submissionReused' }
  await expect(issue(channelId, submission, 'Another')).rejects.toMatchObject(reused)
  const { signedIn } = await import('@/lib/access/testing')
  const other = await signedIn(['operator'])
  await expect(perform(other, issueToken, asked(channelId), { submission })).rejects.toMatchObject(reused)
})

it('that LINE refused is refused in the same words', async () => {
  const { channelId } = await world.registeredChannel()
  const submission = randomUUID()
  const replace = () =>
    perform(world.operator, replaceSecret, { channelId, channelSecret: 'f'.repeat(32) }, { submission })
  const refused = { code: 'line_rejected', reason: 'lineClientSecretInvalid', values: { status: 400 } }
  await expect(replace()).rejects.toMatchObject(refused)
  const calls = (await world.atLine.calls()).length
  await expect(replace()).rejects.toMatchObject(refused)
  expect((await world.atLine.calls()).length).toBe(calls)
})

it('whose answer nobody saw says so, and says it still when that is settled', async () => {
  const { channelId } = await world.channelWithKey()
  await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'reset-before', times: 1 })
  const submission = randomUUID()
  await expect(issue(channelId, submission)).rejects.toMatchObject({ reason: 'lineOutcomeUnknown' })
  await expect(issue(channelId, submission)).rejects.toMatchObject({ reason: 'lineOutcomeUnknown' })
  const where = { idempotencyKey: submission }
  const settled = async () => {
    await settle(REMOTE_CHANGES)
    return (await database().operation.findUniqueOrThrow({ where })).state
  }
  await expect.poll(settled, { timeout: 10_000, interval: 200 }).toBe('none')
  await expect(issue(channelId, submission)).rejects.toMatchObject({ reason: 'submissionCameToNothing' })
})

it('keeps nothing secret of its answer', async () => {
  const { channelId } = await world.channelWithKey()
  const submission = randomUUID()
  const { reveal } = await issue(channelId, submission)
  const row = await database().operation.findUniqueOrThrow({ where: { idempotencyKey: submission } })
  expect(JSON.stringify(row)).not.toContain(reveal?.expose())
})

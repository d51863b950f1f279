import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { localChange } from '@/lib/change'
import { database } from '@/lib/db/client'
import { generateKey } from '@/lib/keys/generate'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { revokeToken } from '@/lib/tokens/revoke'
import { startWorld, type World } from '@/sandbox/world'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

describe('a history that cannot be written', () => {
  afterEach(() => world.asOwner('ALTER FUNCTION history_append_away(text) RENAME TO history_append'))
  const takeAway = () => world.asOwner('ALTER FUNCTION history_append(text) RENAME TO history_append_away')
  const unwritable = { code: 'busy', reason: 'historyUnwritable' }

  it('stops a change before LINE is called, and leaves nothing behind', async () => {
    const { channelId, lineChannelId: confirm } = await world.channelWithKey()
    const { result } = await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Before' })
    const [calls, operations] = [(await world.atLine.calls()).length, await database().operation.count()]
    await takeAway()
    await expect(perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'x' })).rejects.toMatchObject(
      unwritable,
    )
    await expect(
      perform(world.operator, revokeToken, { channelId, tokenId: result.tokenId, confirm }),
    ).rejects.toMatchObject(unwritable)
    expect((await world.atLine.calls()).length).toBe(calls)
    expect(await database().operation.count()).toBe(operations)
    expect((await database().token.findUniqueOrThrow({ where: { id: result.tokenId } })).state).toBe('live')
  })

  it('undoes a change that never leaves the database', async () => {
    const { channelId } = await world.registeredChannel()
    await takeAway()
    await expect(perform(world.operator, generateKey, { channelId })).rejects.toMatchObject(unwritable)
    expect(await database().signingKey.count({ where: { channelId } })).toBe(0)
  })

  it('still denies what is not permitted', async () => {
    const { channelId } = await world.registeredChannel()
    await takeAway()
    await expect(perform(world.viewer, generateKey, { channelId })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a transaction that takes too long', () => {
  const slow = (timeoutMs: number) =>
    localChange('job.cancel', {
      input: z.object({}),
      timeoutMs,
      async prepare() {
        await sleep(300)
        return { subject: { target: { type: 'job', id: crypto.randomUUID(), label: 'slow' } }, result: 'done' }
      },
    })

  it('is told as that, and not as a history that cannot be written', async () => {
    const told = { code: 'busy', reason: 'operationTimedOut' }
    await expect(perform(world.operator, slow(100), {})).rejects.toMatchObject(told)
  })

  it('may take as long as its change says', async () => {
    expect((await perform(world.operator, slow(10_000), {})).result).toBe('done')
  })
})

describe('the chain', () => {
  it('holds from the first event to the last, also when many write at once', async () => {
    const { channelId } = await world.channelWithKey()
    const others = await Promise.all([1, 2, 3, 4].map(() => world.registeredChannel()))
    await Promise.all([
      ...others.map(({ channelId: other }) => perform(world.operator, generateKey, { channelId: other })),
      perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Beside them' }),
    ])
    const events = await database().event.findMany({ orderBy: { seq: 'asc' } })
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => BigInt(index + 1)))
    const { createHash } = await import('node:crypto')
    let previous = Buffer.alloc(32)
    for (const { seq, previousHash, hash, body } of events) {
      const place = Buffer.alloc(8)
      place.writeBigInt64BE(seq)
      const wanted = createHash('sha256').update('kagiban-history-v1\0').update(previous).update(place).update(body)
      expect(Buffer.from(previousHash)).toEqual(previous)
      previous = wanted.digest()
      expect(Buffer.from(hash)).toEqual(previous)
    }
  })
})

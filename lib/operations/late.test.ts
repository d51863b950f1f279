import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { registerChannel } from '@/lib/channels/register'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { perform } from '@/lib/perform'
import { fingerprint, seal } from '@/lib/sealing/seal'
import { Secret } from '@/lib/sealing/secret'
import { issueToken } from '@/lib/tokens/issue'
import { startWorld, type World } from '@/sandbox/world'
import { settle } from './settle'
import { checkSpool, drainSpool, spoolAnswer } from './spool'
import { insertOperation } from './store'

let world: World
beforeAll(async () => {
  world = await startWorld({ cable: true })
  await checkSpool()
})
afterAll(() => world.close())

const spooled = () => readdirSync(join(world.dataDir, 'spool'))

describe('a database that goes away with the outcome just committed', () => {
  it('still shows the token that is stored by then', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'slow', times: 1, seconds: 1 })
    const issuing = perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Committed unseen' })
    await expect
      .poll(async () => (await world.atLine.calls()).at(-1)?.endpoint, { timeout: 5_000, interval: 20 })
      .toBe('issueChannelTokenByJWT')
    world.cable?.pullAfter('COMMIT')
    setTimeout(() => world.cable?.putBack(), 1_500)
    const { result, reveal } = await issuing
    expect(reveal?.expose()).toMatch(/^eyJ/)
    const token = await database().token.findUniqueOrThrow({ where: { id: result.tokenId } })
    expect(token).toMatchObject({ state: 'live', keyId: result.keyId })
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'done'])
  })
})

describe('a database that is away when LINE answers what nobody can read', () => {
  it.each([
    ['a moment', 1_000],
    ['longer than is tried', 9_000],
  ])(
    'for %s loses no token in it',
    async (_for, ms) => {
      const { channelId } = await world.channelWithKey()
      await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'huge', times: 1 })
      const real = globalThis.fetch
      const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (...from) => {
        const answer = await real(...from)
        if (!String(from[0]).endsWith('/oauth2/v2.1/token')) return answer
        world.cable?.pull()
        setTimeout(() => world.cable?.putBack(), ms)
        return answer
      })
      const quiet = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
      const issuing = perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Unread' })
      await expect(issuing).rejects.toMatchObject({ code: 'outcome_unknown' })
      spy.mockRestore()
      const settled = async () => {
        await settle(REMOTE_CHANGES).catch(() => {})
        return (
          await database()
            .operation.findFirst({ where: { channelId, change: 'token.issue' } })
            .catch(() => null)
        )?.state
      }
      await expect.poll(settled, { timeout: 30_000, interval: 300 }).toBe('done')
      quiet.mockRestore()
      expect(await database().token.count({ where: { channelId, state: 'live' } })).toBe(1)
      expect(spooled()).toEqual([])
    },
    60_000,
  )
})

describe('a spooled answer', () => {
  it.each([
    ['reset-after', 'lost'],
    ['reset-before', 'none'],
  ] as const)('to an issue (%s) that was settled as %s meanwhile is stored all the same', async (kind, state) => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind, times: 1 })
    const issuing = perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Turned up' })
    await expect(issuing).rejects.toMatchObject({ code: 'outcome_unknown' })
    const operation = () => database().operation.findFirstOrThrow({ where: { channelId, change: 'token.issue' } })
    const settled = async () => {
      await settle(REMOTE_CHANGES)
      return (await operation()).state
    }
    await expect.poll(settled, { timeout: 10_000, interval: 200 }).toBe(state)

    const { id, plan } = await operation()
    const { tokenId } = plan as { tokenId: string }
    const [sighting] = await database().keyIdSighting.findMany({ where: { channelId } })
    const at = new Date()
    const beside = { channelId, keyId: 'issued elsewhere', standing: 'lost', operationId: id }
    await database().keyIdSighting.create({ data: { ...beside, firstSeenAt: at, lastSeenAt: at } })
    const keyId = sighting?.keyId ?? 'a key ID LINE never listed'
    const value = new Secret('ey.turned.up')
    const times = { issuedAt: new Date().toISOString(), expiresAt: new Date(Date.now() + 3_600_000).toISOString() }
    const sealed = await seal({ table: 'Token', column: 'sealed', id: tokenId }, value)
    await spoolAnswer(id, { sealed, fingerprint: await fingerprint(value), keyId, ...times, requestId: null })
    await drainSpool(REMOTE_CHANGES)
    expect((await operation()).state).toBe('done')
    expect(await database().token.findUniqueOrThrow({ where: { id: tokenId } })).toMatchObject({ state: 'live', keyId })
    const standings = await database().keyIdSighting.findMany({ where: { channelId }, orderBy: { standing: 'asc' } })
    expect(standings).toMatchObject([{ keyId: 'issued elsewhere', standing: 'foreign' }, { standing: 'ours' }])
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'unknown', 'settled', 'settled'])
  })

  it('to a registration that was done anew meanwhile is let go', async () => {
    const { channelId, channelSecret } = await world.atLine.createChannel()
    const texts = { name: '函館', owner: 'Abe', tags: '', type: 'messaging_api', environment: 'staging' } as const
    const input = { ...texts, lineChannelId: channelId, channelSecret }
    await world.atLine.addFault({
      endpoint: 'issueStatelessChannelTokenByClientSecret',
      kind: 'reset-after',
      times: 1,
    })
    await expect(perform(world.operator, registerChannel, input)).rejects.toMatchObject({ code: 'outcome_unknown' })
    const first = await database().operation.findFirstOrThrow({
      where: { change: 'channel.register', state: 'unknown' },
    })
    const { result } = await perform(world.operator, registerChannel, input)
    await spoolAnswer(first.id, { provenAt: new Date().toISOString(), status: 200, requestId: null })
    await drainSpool(REMOTE_CHANGES)
    expect(spooled()).toEqual([])
    expect((await database().operation.findUniqueOrThrow({ where: { id: first.id } })).state).toBe('done')
    expect((await database().channel.findMany({ where: { lineChannelId: channelId } })).map(({ id }) => id)).toEqual([
      result.channelId,
    ])
  })
})

describe('a spool that is drained by two loops at once', () => {
  it('is drained once, and nobody is told of a fault', async () => {
    const { channelId } = await world.channelWithKey()
    await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Done' })
    const { id } = await database().operation.findFirstOrThrow({ where: { channelId, change: 'token.issue' } })
    await spoolAnswer(id, {})
    const said = vi.spyOn(process.stdout, 'write')
    await Promise.all([drainSpool(REMOTE_CHANGES), drainSpool(REMOTE_CHANGES)])
    const lines = said.mock.calls.map(([line]) => String(line))
    said.mockRestore()
    expect(spooled()).toEqual([])
    expect(lines.filter((line) => line.includes('spool.kept'))).toEqual([])
  })
})

describe('a spool file that was written and not renamed before a crash', () => {
  it('is drained, and one that was cut off is left', async () => {
    const { channelId } = await world.channelWithKey()
    await perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Written' })
    const { id } = await database().operation.findFirstOrThrow({ where: { channelId, change: 'token.issue' } })
    await spoolAnswer(id, {})
    const [name] = spooled()
    const path = join(world.dataDir, 'spool', name ?? '')
    renameSync(path, `${path}.new`)
    await drainSpool(REMOTE_CHANGES)
    expect(spooled()).toEqual([])
    writeFileSync(`${path}.new`, '{"jwe":"ey')
    const quiet = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    await drainSpool(REMOTE_CHANGES)
    quiet.mockRestore()
    expect(spooled()).toEqual([`${name}.new`])
    rmSync(`${path}.new`)
  })
})

describe('a data folder that cannot be written into', () => {
  it('stops the start', async () => {
    await expect(checkSpool()).resolves.toBeUndefined()
    const folder = join(world.dataDir, 'spool')
    renameSync(folder, `${folder}.away`)
    writeFileSync(folder, 'a file in its place')
    await expect(checkSpool()).rejects.toThrow(/KAGIBAN_DATA_DIR/)
    rmSync(folder)
    renameSync(`${folder}.away`, folder)
  })
})

describe('an issue whose token has expired, if there was one', () => {
  it('does not stay open because LINE cannot be asked any more', async () => {
    const { channelId, lineChannelId, kid } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'reset-after', times: 1 })
    const ask = { channelId, life: 'hour', purpose: 'Deleted at LINE' } as const
    await expect(perform(world.operator, issueToken, ask)).rejects.toMatchObject({ code: 'outcome_unknown' })
    await world.atLine.deleteKey(lineChannelId, kid)
    const where = { channelId, change: 'token.issue' }
    const past = new Date(Date.now() - 3_700_000)
    await database().operation.updateMany({ where, data: { fenceAt: past, leaseUntil: past } })
    await settle(REMOTE_CHANGES)
    expect((await database().operation.findFirstOrThrow({ where })).state).toBe('uncertain')
  })
})

describe('the settler', () => {
  it('asks after everybody, also when very many cannot be told yet', async () => {
    const { channelId } = await world.registeredChannel()
    const subject = { channelId, target: { type: 'channel', id: channelId, label: 'x' } }
    await transaction(async (tx) => {
      const { operator } = world
      const actor = { kind: operator.kind, id: operator.id, name: operator.name, roles: operator.roles }
      for (let n = 0; n <= 100; n++)
        await insertOperation(tx, { id: crypto.randomUUID(), change: 'channel.sync', actor, plan: { subject } })
    })
    await database().operation.updateMany({
      where: { change: 'channel.sync' },
      data: { state: 'unknown', fenceAt: new Date(0), leaseUntil: new Date(0) },
    })
    let asked = 0
    const never = {
      ...REMOTE_CHANGES.find((one) => one.name === 'channel.sync'),
      settle: () => {
        asked++
        throw new Error('LINE does not answer')
      },
    } as unknown as (typeof REMOTE_CHANGES)[number]
    const quiet = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    await settle([never])
    expect(asked).toBe(100)
    await database().$executeRaw`UPDATE "Operation" SET "leaseUntil" = "leaseUntil" - interval '1 hour'`
    const lease = { where: { change: 'channel.sync', leaseUntil: new Date(-3_600_000) } }
    expect(await database().operation.count(lease)).toBe(1)
    await settle([never])
    quiet.mockRestore()
    expect(await database().operation.count(lease)).toBe(0)
  })
})

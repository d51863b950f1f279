import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { closeDatabase, database } from '@/lib/db/client'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { startWorld, type World } from '@/sandbox/world'
import { settle } from './settle'
import { drainSpool } from './spool'

let world: World
beforeAll(async () => {
  world = await startWorld({ cable: true })
})
afterAll(() => world.close())

const operationOf = (channelId: string) =>
  database().operation.findFirstOrThrow({ where: { channelId, change: 'token.issue' } })
const callsOf = async (endpoint: string) =>
  (await world.atLine.calls()).filter((call) => call.endpoint === endpoint && call.processed)

function issueInAnotherProcess(channelId: string, stdout: 'ignore' | 'pipe' = 'ignore') {
  const program = 'lib/operations/issue-in-another-process.fixture.ts'
  const options = ['--conditions=react-server', '--import', 'tsx', program, world.sid, channelId]
  // What it prints is what it shows, and nothing else.
  const env = { ...process.env, KAGIBAN_CHECKPOINT_LOG: 'off' }
  return spawn(process.execPath, options, { stdio: ['ignore', stdout, 'inherit'], env })
}

describe('a process told to stop in the middle of issuing', () => {
  it('ends what it does at LINE first, so that the token is stored and shown', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'slow', times: 1, seconds: 2 })
    const issued = (await callsOf('issueChannelTokenByJWT')).length
    const child = issueInAnotherProcess(channelId, 'pipe')
    let said = ''
    child.stdout?.on('data', (text) => {
      said += text
    })
    await expect
      .poll(async () => (await callsOf('issueChannelTokenByJWT')).length, { timeout: 15_000, interval: 50 })
      .toBe(issued + 1)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(said).toBe('shown')
    expect((await operationOf(channelId)).state).toBe('done')
  })
})

describe('a process killed in the middle of issuing', () => {
  it('leaves an operation that becomes unknown, and its token is found to be lost', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'hang-after', times: 1 })
    const issued = (await callsOf('issueChannelTokenByJWT')).length
    const child = issueInAnotherProcess(channelId)
    await expect
      .poll(async () => (await callsOf('issueChannelTokenByJWT')).length, { timeout: 15_000, interval: 50 })
      .toBe(issued + 1)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect((await operationOf(channelId)).state).toBe('calling')

    const settled = async () => {
      await settle(REMOTE_CHANGES)
      return (await operationOf(channelId)).state
    }
    await expect.poll(settled, { timeout: 10_000, interval: 200 }).toBe('lost')
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'unknown', 'settled'])
  })
})

describe('a database that goes away with a token in hand', () => {
  it('leaves the token sealed on disk, and it is stored when the database is back', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'slow', times: 1, seconds: 1 })
    const issued = (await callsOf('issueChannelTokenByJWT')).length
    const issuing = perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Spooled' })
    const refused = expect(issuing).rejects.toMatchObject({ code: 'outcome_unknown', reason: 'answerSpooled' })
    await expect
      .poll(async () => (await callsOf('issueChannelTokenByJWT')).length, { timeout: 5_000, interval: 20 })
      .toBe(issued + 1)
    world.cable?.pull()
    await refused

    const folder = join(world.dataDir, 'spool')
    const [name = ''] = readdirSync(folder)
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(/keyId":"(?!data-)|fingerprint/)

    // The database is still away: the file stays.
    await drainSpool(REMOTE_CHANGES)
    expect(readdirSync(folder)).toEqual([name])

    world.cable?.putBack()
    await drainSpool(REMOTE_CHANGES)
    expect(readdirSync(folder)).toEqual([])
    const token = await database().token.findFirstOrThrow({ where: { channelId } })
    const [atLine] = (await world.atLine.getChannel(lineChannelId)).tokens['v2.1']
    expect(token).toMatchObject({ state: 'live', keyId: atLine?.key_id })
    expect((await operationOf(channelId)).state).toBe('done')
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'settled'])
  })

  it('before the intent is written means that LINE is not called', async () => {
    const { channelId } = await world.channelWithKey()
    const before = (await world.atLine.calls()).length
    world.cable?.pull()
    await expect(perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'x' })).rejects.toThrow()
    expect((await world.atLine.calls()).length).toBe(before)
    world.cable?.putBack()
    await closeDatabase()
  })
})

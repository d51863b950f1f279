import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { settle } from '@/lib/operations/settle'
import { startWorld, type World } from '@/sandbox/world'
import { type Asked, givenRecipient, startAs } from './given-jobs.fixture'
import { getJob } from './queries'
import { runJobs } from './run'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const start = (asked: Asked) => startAs(world.operator, asked)
const over = (jobId: string) =>
  expect
    .poll(
      async () => {
        // Beside each other, as in a server: an item may wait 15 s for what only settling ends.
        void runJobs()
        await settle(REMOTE_CHANGES)
        return (await getJob(world.viewer, jobId)).endedAt
      },
      { timeout: 30_000, interval: 100 },
    )
    .not.toBeNull()

describe('two processes, one of them killed', () => {
  const runInAnotherProcess = (env: Record<string, string> = {}) =>
    spawn(
      process.execPath,
      ['--conditions=react-server', '--import', 'tsx', 'lib/jobs/run-in-another-process.fixture.ts'],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, ...env },
      },
    )
  it('do each item exactly once', async () => {
    const channels: Awaited<ReturnType<World['channelWithKey']>>[] = []
    for (let nth = 0; nth < 8; nth++) channels.push(await world.channelWithKey())
    const recipient = await givenRecipient()
    // The first calls take so long that the process dies in the middle of them.
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'slow', times: 2, seconds: 1 })
    const jobId = await start({
      change: 'token.issue',
      select: { channels: channels.map(({ channelId }) => channelId) },
      ...{ life: 'hour', purpose: 'Killed', recipient },
    })
    const child = runInAnotherProcess()
    await expect
      .poll(async () => (await getJob(world.viewer, jobId)).counts.done, { timeout: 20_000, interval: 20 })
      .toBeGreaterThan(0)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect((await getJob(world.viewer, jobId)).counts.running).toBeGreaterThan(0)
    await over(jobId)
    const failed = await database().jobItem.findMany({ where: { jobId, state: 'failed' }, select: { ending: true } })
    expect(failed).toEqual([])
    const job = await getJob(world.viewer, jobId)
    expect(job.counts).toMatchObject({ waiting: 0, running: 0, failed: 0 })
    for (const { channelId, lineChannelId } of channels) {
      const atLine = (await world.atLine.getChannel(lineChannelId)).tokens['v2.1'].length
      expect(atLine, 'never twice').toBeLessThanOrEqual(1)
      // One that was aborted has called nobody, and is done again.
      const called = { channelId, change: 'token.issue', state: { not: 'aborted' } }
      expect(await database().operation.count({ where: called }), 'one call each').toBe(1)
    }
    expect(await database().event.count({ where: { targetId: jobId, name: 'job.end' } })).toBe(1)
  }, 60_000)

  it('share a job without doing an item twice', async () => {
    const channels: string[] = []
    for (let nth = 0; nth < 6; nth++) channels.push((await world.channelWithKey()).channelId)
    const jobId = await start({ change: 'channel.sync', select: { channels } })
    const child = runInAnotherProcess()
    await over(jobId)
    child.kill('SIGTERM')
    await once(child, 'exit')
    for (const channelId of channels)
      expect(await world.outcomesOf('channel.sync', channelId)).toEqual(['requested', 'done'])
  }, 60_000)
})

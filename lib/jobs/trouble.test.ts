import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { openIncident } from '@/lib/incidents/open'
import { forgetLine } from '@/lib/line/care/state'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { cancelJob } from './cancel'
import { type Asked, givenRecipient, startAs, untilOver } from './given-jobs.fixture'
import { getJob, previewJob } from './queries'
import { runJobs } from './run'

let world: World
let recipient: string
beforeAll(async () => {
  world = await startWorld()
  recipient = await givenRecipient()
})
afterAll(() => world.close())

const start = (asked: object) => startAs(world.operator, asked as Asked)
const over = (jobId: string) => untilOver(world.viewer, jobId)
const issueIn = (channelId: string) =>
  start({
    ...{ change: 'token.issue', select: { channels: [channelId] } },
    ...{ kind: 'v2.1', life: 'hour', purpose: 'Trouble', recipient },
  })
const itemOf = (jobId: string) => database().jobItem.findFirstOrThrow({ where: { jobId } })

describe('while LINE is away', () => {
  afterEach(async () => {
    await world.atLine.clearFaults()
    forgetLine()
  })

  it('all of a job waits, one item tries for all, and then it goes on', async () => {
    const channels: string[] = []
    for (let nth = 0; nth < 10; nth++) channels.push((await world.channelWithKey()).channelId)
    await world.atLine.addFault({ endpoint: 'getsAllValidChannelAccessTokenKeyIds', kind: '500-before', times: 1000 })
    const jobId = await start({ change: 'channel.sync', select: { channels } })
    const begun = () => database().operation.count({ where: { jobId } })
    const due = () =>
      Promise.all([
        database().job.update({ where: { id: jobId }, data: { pausedUntil: new Date() } }),
        database().jobItem.updateMany({ where: { jobId, state: 'waiting' }, data: { notBefore: new Date() } }),
      ])
    await runJobs()
    const waiting = await getJob(world.viewer, jobId)
    expect(waiting).toMatchObject({ counts: { failed: 0, waiting: 10 }, waitsForLine: true })
    const before = await begun()
    // Those that were begun before the first of them was told.
    expect(before).toBeLessThanOrEqual(9)
    await runJobs()
    expect(await begun()).toBe(before)
    await due()
    await runJobs()
    expect(await begun()).toBe(before + 1)
    expect((await getJob(world.viewer, jobId)).counts).toMatchObject({ failed: 0, waiting: 10 })
    await world.atLine.clearFaults()
    await expect
      .poll(
        async () => {
          await due()
          await runJobs()
          return (await getJob(world.viewer, jobId)).counts.done
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(10)
    expect(await getJob(world.viewer, jobId)).toMatchObject({ state: 'done', waitsForLine: false })
  }, 60_000)

  it('an item is given up after an hour', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'getsAllValidChannelAccessTokenKeyIds', kind: '500-before', times: 4 })
    const jobId = await start({ change: 'channel.sync', select: { channels: [channelId] } })
    const busySince = new Date(Date.now() - 61 * 60_000)
    await database().jobItem.updateMany({ where: { jobId }, data: { busySince } })
    expect((await over(jobId)).counts.failed).toBe(1)
    expect((await itemOf(jobId)).ending).toMatchObject({ reason: 'lineUnavailable' })
  })
})

it('a cancelled job does nothing of what a process left that died before it began', async () => {
  const { channelId } = await world.channelWithKey()
  const jobId = await start({ change: 'channel.sync', select: { channels: [channelId] } })
  const left = { state: 'running', leaseUntil: new Date(Date.now() - 1000) }
  await database().jobItem.updateMany({ where: { jobId }, data: left })
  await perform(world.operator, cancelJob, { jobId })
  expect((await over(jobId)).counts).toMatchObject({ cancelled: 1, done: 0 })
  expect(await world.outcomesOf('channel.sync', channelId)).toEqual([])
})

describe('an issued value', () => {
  it('that was recovered later counts as not taken, and can be revoked', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'huge', times: 1 })
    const jobId = await issueIn(channelId)
    expect(await over(jobId)).toMatchObject({ counts: { unknown: 1 }, untaken: 0 })
    const untaken = async () => {
      await settle(REMOTE_CHANGES)
      return (await getJob(world.viewer, jobId)).untaken
    }
    await expect.poll(untaken, { timeout: 10_000, interval: 200 }).toBe(1)
    expect(await getJob(world.viewer, jobId)).toMatchObject({ untakenRevocable: 1 })
    expect(await previewJob(world.operator, 'token.revoke', { untakenOf: jobId })).toMatchObject({ items: 1 })
  })

  it('is delivered although another instance has ended its item meanwhile', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'slow', times: 1, seconds: 1 })
    const jobId = await issueIn(channelId)
    const run = runJobs()
    const calling = () => database().operation.count({ where: { jobId, state: 'calling' } })
    await expect.poll(calling, { timeout: 10_000, interval: 20 }).toBe(1)
    await database().jobItem.updateMany({ where: { jobId }, data: { state: 'unknown', endedAt: new Date() } })
    await run
    expect(await getJob(world.viewer, jobId)).toMatchObject({ undelivered: 1, counts: { done: 1, unknown: 0 } })
  })

  it('is delivered although the database takes it only at the second try', async () => {
    const { channelId } = await world.channelWithKey()
    await world.asOwner(
      `CREATE FUNCTION refuse_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'away'; END $$`,
      `CREATE TRIGGER refuse_delivery BEFORE UPDATE ON "JobItem" FOR EACH ROW
        WHEN (NEW.delivery IS NOT NULL AND OLD.delivery IS NULL) EXECUTE FUNCTION refuse_delivery()`,
    )
    const jobId = await issueIn(channelId)
    const run = runJobs()
    const saved = () => database().operation.count({ where: { jobId, state: 'done' } })
    await expect.poll(saved, { timeout: 10_000, interval: 20 }).toBe(1)
    await sleep(300)
    await world.asOwner('DROP TRIGGER refuse_delivery ON "JobItem"')
    await run
    expect((await over(jobId)).undelivered).toBe(1)
  })

  it('is erased after 15 minutes, also while all lanes are busy', async () => {
    const { channelId } = await world.channelWithKey()
    const jobId = await issueIn(channelId)
    expect((await over(jobId)).undelivered).toBe(1)
    const endedAt = new Date(Date.now() - 16 * 60_000)
    await database().jobItem.updateMany({ where: { jobId }, data: { endedAt } })
    const process = globalThis as { kagibanLanes?: number }
    process.kagibanLanes = 8
    await runJobs()
    process.kagibanLanes = 0
    expect((await getJob(world.viewer, jobId)).undelivered).toBe(0)
  })
})

describe('a job that is started', () => {
  it('by the same form at the same time is refused', async () => {
    const { channelId } = await world.registeredChannel()
    const submission = crypto.randomUUID()
    const asked = { submission, change: 'channel.sync', select: { channels: [channelId] } }
    let second: Promise<unknown> = Promise.resolve()
    await transaction(async (tx) => {
      const first = { id: submission, change: 'channel.sync', state: 'cancelled', input: {}, actor: {} }
      await tx.job.create({ data: { ...first, endedAt: new Date() } })
      second = start(asked as never).catch((error) => error)
      await sleep(500)
    })
    expect(await second).toMatchObject({ code: 'conflict', reason: 'jobStartedAlready' })
  })

  it('within an incident that is being closed is refused', async () => {
    const { channelId } = await world.channelWithKey()
    const opened = await perform(world.operator, openIncident, { channels: [channelId], reason: 'Leaked' })
    const { incidentId } = opened.result
    let begun: Promise<unknown> = Promise.resolve()
    await transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Incident" WHERE id = ${incidentId}::uuid FOR UPDATE`
      await tx.incident.update({ where: { id: incidentId }, data: { closedAt: new Date() } })
      begun = start({ change: 'channel.sync', select: { channels: [channelId] }, incidentId }).catch((error) => error)
      await sleep(500)
    })
    expect(await begun).toMatchObject({ reason: 'incidentClosed' })
  })

  it('may be for 20,000 channels', async () => {
    await world.asOwner(`INSERT INTO "Channel" (id, "lineChannelId", name, type, environment, owner)
      SELECT gen_random_uuid(), (3000000000 + n)::text, 'Many ' || n, 'messaging_api', 'production', 'Sato Mayu'
      FROM generate_series(1, 20000) n`)
    const many = await database().channel.findMany({ where: { name: { startsWith: 'Many' } }, select: { id: true } })
    const jobId = await start({ change: 'channel.sync', select: { channels: many.map(({ id }) => id) } })
    expect((await getJob(world.viewer, jobId)).counts.waiting).toBe(20_000)
    await perform(world.operator, cancelJob, { jobId })
  }, 60_000)
})

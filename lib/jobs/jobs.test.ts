import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { closeIncident } from '@/lib/incidents/close'
import { openIncident } from '@/lib/incidents/open'
import { getIncident } from '@/lib/incidents/queries'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { startWorld, type World } from '@/sandbox/world'
import { cancelJob } from './cancel'
import { type Asked, givenRecipient, startAs, untilOver } from './given-jobs.fixture'
import { listJobItems, listJobs } from './queries'
import { runJobs } from './run'
import type { JobChange } from './schema'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const start = (change: JobChange, asked: object, actor = world.operator) =>
  startAs(actor, { change, ...asked } as Asked)
const over = (jobId: string) => untilOver(world.viewer, jobId)
const eventsOf = async (jobId: string) => {
  const events = await database().event.findMany({ where: { targetId: jobId }, orderBy: { seq: 'asc' } })
  return events.map(({ name, outcome, body }) => ({ name, outcome, detail: JSON.parse(body).detail }))
}

async function channelWithTokens(count: number, name?: string) {
  const channel = await world.channelWithKey(name)
  const tokens: { channelId: string; tokenId: string }[] = []
  for (let nth = 0; nth < count; nth++) {
    const input = { channelId: channel.channelId, life: 'hour', purpose: `Batch ${nth}` } as const
    tokens.push({
      channelId: channel.channelId,
      tokenId: (await perform(world.operator, issueToken, input)).result.tokenId,
    })
  }
  return { ...channel, tokens }
}

describe('a job', () => {
  it('does one change to each of many, with one event each and two for the whole', async () => {
    const { channelId, tokens } = await channelWithTokens(3)
    const other = await channelWithTokens(1)
    const jobId = await start('token.verify', { select: { channels: [channelId, other.channelId] } })
    const job = await over(jobId)
    expect(job).toMatchObject({ state: 'done', total: 4, counts: { done: 4, failed: 0 }, startedBy: 'Sato Mayu' })
    // Four at once, so in any order.
    const outcomes = await world.outcomesOf('token.verify', channelId)
    expect(outcomes.toSorted()).toEqual(['done', 'done', 'done', 'requested', 'requested', 'requested'])
    expect(await eventsOf(jobId)).toEqual([
      { name: 'job.start', outcome: 'done', detail: { change: 'token.verify', items: 4, channels: 2 } },
      { name: 'job.end', outcome: 'done', detail: { change: 'token.verify', done: 4 } },
    ])
    const { rows } = await listJobItems(world.viewer, jobId, { show: 'all' })
    expect(
      rows
        .filter((row) => row.channelId === channelId)
        .map((row) => row.tokenId)
        .toSorted(),
    ).toEqual(tokens.map(({ tokenId }) => tokenId).toSorted())
    expect(rows[0]?.result).toMatchObject({ verdict: 'live' })
    expect((await listJobs(world.viewer)).rows[0]).toMatchObject({ id: jobId, total: 4 })
  })

  it('is refused to who may not do the change, and that is written down', async () => {
    const { channelId } = await world.registeredChannel()
    await expect(start('channel.sync', { select: { channels: [channelId] } }, world.viewer)).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect((await world.outcomesOf('job.start')).at(-1)).toBe('denied')
    expect(await database().job.count({ where: { change: 'channel.sync' } })).toBe(0)
  })

  it('is started once by a form sent twice', async () => {
    const { channelId } = await world.channelWithKey()
    const submission = crypto.randomUUID()
    const asked = { submission, select: JSON.stringify({ channels: [channelId] }) }
    expect(await start('channel.sync', asked)).toBe(submission)
    await expect(start('channel.sync', asked)).rejects.toMatchObject({ reason: 'jobStartedAlready' })
    await over(submission)
    expect(await world.outcomesOf('channel.sync', channelId)).toEqual(['requested', 'done'])
  })

  it('tells of each that failed why, and goes on with the others', async () => {
    const [good, bad] = [await world.channelWithKey(), await world.registeredChannel()]
    const job = await over(await start('channel.sync', { select: { channels: [good.channelId, bad.channelId] } }))
    expect(job.counts).toMatchObject({ done: 1, failed: 1 })
    const { rows } = await listJobItems(world.viewer, job.id, { show: 'problems' })
    expect(rows).toMatchObject([{ channelId: bad.channelId, state: 'failed', ending: { reason: 'signingKeyMissing' } }])
  })

  it('says of what nobody can know that it is unknown, and later how it was settled', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'reset-after', times: 1 })
    const recipient = await givenRecipient()
    const job = await over(
      await start('token.issue', { select: { channels: [channelId] }, life: 'hour', purpose: 'Unknown', recipient }),
    )
    const item = async () => (await listJobItems(world.viewer, job.id, { show: 'problems' })).rows[0]
    expect(await item()).toMatchObject({ state: 'unknown', settled: null })
    const settled = async () => {
      await settle(REMOTE_CHANGES)
      return (await item())?.settled
    }
    await expect.poll(settled, { timeout: 10_000, interval: 200 }).toBe('lost')
  })

  it('waits while LINE takes no more calls, and then does it', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({
      endpoint: 'getsAllValidChannelAccessTokenKeyIds',
      kind: '429',
      times: 1,
    } as never)
    const jobId = await start('channel.sync', { select: { channels: [channelId] } })
    await runJobs()
    const [item] = (await listJobItems(world.viewer, jobId, { show: 'all' })).rows
    expect(item).toMatchObject({ state: 'waiting' })
    expect(item?.notBefore.getTime()).toBeGreaterThan(Date.now())
    await database().jobItem.updateMany({ where: { jobId }, data: { notBefore: new Date() } })
    expect((await over(jobId)).counts.done).toBe(1)
  })
})

describe('a short job', () => {
  it('is over before a long one that was started first', async () => {
    const channels: string[] = []
    for (let nth = 0; nth < 12; nth++) channels.push((await world.channelWithKey()).channelId)
    const long = await start('channel.sync', { select: { channels: [...channels] } })
    const short = await start('channel.sync', { select: { channels: channels.slice(0, 1) } })
    const [first, second] = [await over(short), await over(long)]
    expect(first.endedAt?.getTime()).toBeLessThan(second.endedAt?.getTime() ?? 0)
    for (const jobId of [short, long])
      expect((await eventsOf(jobId)).map(({ name }) => name)).toEqual(['job.start', 'job.end'])
  }, 60_000)
})

describe('a cancelled job', () => {
  it('leaves undone what waits, and ends', async () => {
    const channels = [await world.channelWithKey(), await world.channelWithKey()].map(({ channelId }) => channelId)
    const jobId = await start('channel.sync', { select: { channels } })
    await perform(world.operator, cancelJob, { jobId })
    const job = await over(jobId)
    expect(job).toMatchObject({ state: 'cancelled', counts: { cancelled: 2, done: 0 } })
    for (const channelId of channels) expect(await world.outcomesOf('channel.sync', channelId)).toEqual([])
    expect((await eventsOf(jobId)).map(({ name }) => name)).toEqual(['job.start', 'job.cancel', 'job.end'])
    await expect(perform(world.operator, cancelJob, { jobId })).rejects.toMatchObject({ reason: 'jobEnded' })
  })

  it('is denied to a viewer', async () => {
    await expect(perform(world.viewer, cancelJob, { jobId: crypto.randomUUID() })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('the right to it', () => {
  it('is looked up anew for each item', async () => {
    const { channelId } = await world.channelWithKey()
    const jobId = await start('channel.sync', { select: { channels: [channelId] } })
    await database().user.update({ where: { id: world.operator.id }, data: { roles: ['viewer'] } })
    const job = await over(jobId)
    await database().user.update({ where: { id: world.operator.id }, data: { roles: ['operator'] } })
    expect(job.counts.failed).toBe(1)
    const [item] = (await listJobItems(world.viewer, jobId, { show: 'problems' })).rows
    expect(item?.ending?.reason).toBe('forbidden')
    expect(await world.outcomesOf('channel.sync', channelId)).toEqual(['denied'])
  })
})

describe('revoking several', () => {
  it('asks for the channel ID, and for the number when they are of several channels', async () => {
    const [one, two] = [await channelWithTokens(1), await channelWithTokens(1)]
    const refused = (tokens: object[], confirm: string) =>
      expect(start('token.revoke', { select: { tokens }, confirm } as never)).rejects
    await refused(one.tokens, '1').toMatchObject({ reason: 'confirmChannelId', field: 'confirm' })
    await refused([...one.tokens, ...two.tokens], one.lineChannelId).toMatchObject({ reason: 'confirmCount' })
    const select = { tokens: [...one.tokens, ...two.tokens] }
    expect((await over(await start('token.revoke', { select, confirm: '2' }))).proven).toBe(2)
  })

  it('needs no typed word within an incident, but only for its own channels and while it is open', async () => {
    const [one, two] = [await channelWithTokens(1), await channelWithTokens(1)]
    const opened = await perform(world.operator, openIncident, { channels: [one.channelId], reason: 'Leaked' })
    const { incidentId } = opened.result
    const both = { select: { tokens: [...one.tokens, ...two.tokens] }, incidentId }
    await expect(start('token.revoke', both)).rejects.toMatchObject({ reason: 'incidentOther' })
    const own = { select: { channels: [one.channelId] }, incidentId }
    const job = await over(await start('token.revoke', own))
    expect(job).toMatchObject({ proven: 1, incidentId })
    expect((await getIncident(world.viewer, incidentId)).jobs).toMatchObject([{ id: job.id, total: 1, ended: 1 }])
    await perform(world.operator, closeIncident, { incidentId, reason: 'Enough for a test' })
    const named = { select: { tokens: one.tokens }, incidentId }
    await expect(start('token.revoke', named)).rejects.toMatchObject({ reason: 'incidentClosed' })
  })

  it('proves each of 30 gone', async () => {
    const { channelId, lineChannelId } = await channelWithTokens(30)
    const job = await over(await start('token.revoke', { select: { channels: [channelId] }, confirm: lineChannelId }))
    expect(job).toMatchObject({ total: 30, proven: 30, counts: { done: 30 } })
    expect(
      (await world.atLine.getChannel(lineChannelId)).tokens['v2.1'].filter(
        (token) => !('revoked_at' in token && token.revoked_at),
      ),
    ).toHaveLength(0)
  }, 60_000)
})

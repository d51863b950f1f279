import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedIn } from '@/lib/access/testing'
import { freezeChannel } from '@/lib/channels/freeze'
import { replaceSecret } from '@/lib/channels/replace-secret'
import { database } from '@/lib/db/client'
import { getJob } from '@/lib/jobs/queries'
import { runJobs } from '@/lib/jobs/run'
import { startJob } from '@/lib/jobs/start'
import { activateKey } from '@/lib/keys/activate'
import { checkChannel } from '@/lib/keys/check'
import { generateKey } from '@/lib/keys/generate'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { syncChannel } from '@/lib/tokens/sync'
import { startWorld, type World } from '@/sandbox/world'
import { closeIncident } from '../close'
import { openIncident } from '../open'
import { stepIncident } from '../step'
import { fileOf } from './file'
import { getReport } from './queries'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

type Made = Awaited<ReturnType<World['channelWithKey']>>
const issue = async ({ channelId }: Made, purpose: string, kind: 'v2.1' | 'stateless' = 'v2.1') =>
  (await perform(world.operator, issueToken, { channelId, kind, life: 'hour', purpose })).result.tokenId
const open = async (...made: Made[]) =>
  (
    await perform(world.operator, openIncident, {
      channels: made.map(({ channelId }) => channelId),
      reason: 'Laptop stolen',
    })
  ).result.incidentId
const close = (incidentId: string) =>
  perform(world.operator, closeIncident, { incidentId, reason: 'Enough for a test' })

/** A new signing key and secret, the old key deleted at LINE, and all of it seen. */
async function renew({ channelId, lineChannelId }: Made) {
  const { kid: old } = await database().signingKey.findFirstOrThrow({ where: { channelId, state: 'active' } })
  const { signingKeyId } = (await perform(world.operator, generateKey, { channelId })).result
  const { publicJwk } = await database().signingKey.findUniqueOrThrow({ where: { id: signingKeyId } })
  const kid = await world.atLine.registerKey(lineChannelId, publicJwk)
  await perform(world.operator, activateKey, { channelId, signingKeyId, kid })
  await world.atLine.deleteKey(lineChannelId, old ?? '')
  const channelSecret = await world.atLine.reissueSecret(lineChannelId)
  await perform(world.operator, replaceSecret, { channelId, channelSecret })
  await perform(world.operator, checkChannel, { channelId })
  await perform(world.operator, syncChannel, { channelId })
}

async function revokeAll(incidentId: string, made: Made) {
  const asked = { change: 'token.revoke', select: { channels: [made.channelId] }, incidentId }
  const { jobId } = (await perform(world.operator, startJob, asked as never)).result
  const ended = async () => {
    await runJobs()
    return (await getJob(world.viewer, jobId)).endedAt
  }
  await expect.poll(ended, { timeout: 30_000, interval: 100 }).not.toBeNull()
  return jobId
}

describe('the report of an incident', () => {
  it('tells the times from its opening, each token with its proof, and the events with where they stand in the chain', async () => {
    const made = await world.channelWithKey('Booking')
    const before = await issue(made, 'Before')
    const [one, two] = [await issue(made, 'One'), await issue(made, 'Two')]
    await issue(made, 'Deployment', 'stateless')
    await database().token.update({ where: { id: before }, data: { goneAt: new Date(), state: 'gone' } })
    const incidentId = await open(made)
    expect(await getReport(world.viewer, incidentId)).toMatchObject({ revokedMs: null, safeMs: null })
    const jobId = await revokeAll(incidentId, made)
    await close(incidentId)
    await issue(made, 'Afterwards')
    await perform(world.operator, freezeChannel, { channelId: made.channelId, reason: 'Another matter' })

    const report = await getReport(await signedIn(['auditor']), incidentId)
    const rows = await database().token.findMany({ where: { id: { in: [one, two] } } })
    const lastGone = Math.max(...rows.map(({ goneAt }) => goneAt?.getTime() ?? 0))
    expect(report.revokedMs).toBe(lastGone - report.incident.openedAt.getTime())
    expect(report.revokedMs).toBeGreaterThan(0)
    expect(report.frozenMs).toBeLessThan(report.revokedMs ?? 0)
    expect(report.safeMs).toBeNull()

    expect(report.tokens.map(({ purpose, state }) => [purpose, state])).toEqual([
      ['One', 'gone'],
      ['Two', 'gone'],
      ['Deployment', 'live'],
    ])
    for (const { proof } of report.tokens.slice(0, 2))
      expect(proof).toMatchObject({ accepted: { status: 200 }, list: { listed: false } })
    expect(report.incident.channels[0]?.unkillable.map(({ what }) => what)).toContain('statelessHere')

    const told = report.events.map(({ name, outcome }) => `${name} ${outcome}`)
    expect(told.slice(0, 3)).toEqual(['channel.freeze done', 'incident.open done', 'job.start done'])
    expect(told.filter((each) => each === 'token.revoke done')).toHaveLength(2)
    expect(told).toContain('job.end done')
    expect(told.slice(-2)).toEqual(['channel.unfreeze done', 'incident.close done'])
    expect(told.filter((each) => each.startsWith('token.issue'))).toEqual([])
    expect(report.events.find(({ name }) => name === 'job.start')?.target?.id).toBe(jobId)

    const [first, last] = [report.events[0], report.events.at(-1)]
    expect(report.history).toEqual({
      first: { seq: first?.seq, hash: first?.hash },
      last: { seq: last?.seq, hash: last?.hash },
    })
    const stored = await database().event.findMany({
      where: { seq: { in: report.events.map(({ seq }) => BigInt(seq)) } },
      orderBy: { seq: 'asc' },
    })
    expect(report.events.map(({ hash, body }) => [hash, body])).toEqual(
      stored.map(({ hash, body }) => [Buffer.from(hash).toString('hex'), body]),
    )
  }, 60_000)

  it('keeps what belongs to it when other things happen at the same time', async () => {
    const [made, other] = [await world.channelWithKey('Mine'), await world.channelWithKey('Other')]
    await perform(world.operator, freezeChannel, { channelId: made.channelId, reason: 'By hand, before' })
    const incidentId = await open(made)
    await issue(other, 'Elsewhere')
    await expect(issue(made, 'Refused')).rejects.toMatchObject({ reason: 'channelFrozen' })
    await perform(world.operator, replaceSecret, {
      channelId: made.channelId,
      channelSecret: await world.atLine.reissueSecret(made.lineChannelId),
    })
    const { events, frozenMs } = await getReport(world.viewer, incidentId)
    expect(frozenMs).toBe(0)
    expect(events[0]?.name).toBe('incident.open')
    expect(events.map(({ name }) => name)).toContain('secret.replace')
    expect(events.some(({ channelId }) => channelId === other.channelId)).toBe(false)
  })

  it('shows events that are of no one channel only to who may read all', async () => {
    const made = [await world.channelWithKey('First'), await world.channelWithKey('Second')]
    const incidentId = await open(...made)
    const [viewer, auditor] = [world.viewer, await signedIn(['auditor'])]
    const [part, whole] = [await getReport(viewer, incidentId), await getReport(auditor, incidentId)]
    expect(part.readsAll).toBe(false)
    expect(part.events.map(({ name }) => name)).toEqual(['channel.freeze', 'channel.freeze'])
    expect(part.history?.last.seq).toBe(part.events.at(-1)?.seq)
    expect(whole.readsAll).toBe(true)
    expect(whole.events.map(({ name }) => name)).toEqual(['channel.freeze', 'channel.freeze', 'incident.open'])
    await expect(getReport(await signedIn([]), incidentId)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getReport(viewer, crypto.randomUUID())).rejects.toMatchObject({ reason: 'incidentNotFound' })
  })

  it('of a closed incident stays what it was, whatever comes after', async () => {
    const made = await world.channelWithKey('Later')
    await issue(made, 'Later')
    const incidentId = await open(made)
    await revokeAll(incidentId, made)
    await renew(made)
    await perform(world.operator, stepIncident, { incidentId })
    await close(incidentId)
    const before = await getReport(world.viewer, incidentId)
    expect(before.incident.channels[0]?.steps.map(({ state }) => state)).toEqual(Array(6).fill('done'))
    await issue(made, 'New')
    await world.atLine.issueElsewhere(made.lineChannelId, { kind: 'v2.1' })
    await renew(made)
    await perform(world.operator, freezeChannel, { channelId: made.channelId, reason: 'Another matter' })
    const after = await getReport(world.viewer, incidentId)
    const [was, is] = [before.incident.channels[0], after.incident.channels[0]]
    expect(after).toMatchObject({ safeMs: before.safeMs, revokedMs: before.revokedMs, frozenMs: before.frozenMs })
    expect(is?.steps.map(({ state }) => state)).toEqual(Array(6).fill('done'))
    expect(is?.newKid).toBe(was?.newKid)
    // When exactly a credential was seen to be refused is not kept: no later than it was safe.
    expect(is?.safeAt).toEqual(before.incident.safeAt)
    expect(is?.unkillable.map(({ what }) => what)).toEqual(was?.unkillable.map(({ what }) => what))
    for (const [index, { until }] of is?.unkillable.entries() ?? [])
      expect((until?.getTime() ?? 0) - (was?.unkillable[index]?.until?.getTime() ?? 0)).toBeLessThan(after.safeMs ?? 0)
  }, 60_000)

  it('of an incident closed before it was safe does not count what was done later', async () => {
    const made = await world.channelWithKey('Unsafe')
    const incidentId = await open(made)
    await close(incidentId)
    await renew(made)
    const { incident, safeMs } = await getReport(world.viewer, incidentId)
    expect(safeMs).toBeNull()
    const states = Object.fromEntries(incident.channels[0]?.steps.map(({ step, state }) => [step, state]) ?? [])
    expect(states).toMatchObject({ freeze: 'done', revoke: 'done', key: 'now', oldKey: 'later', sweep: 'later' })
    expect(states.secret).not.toBe('done')
  })

  it('as a file holds no value and says that nobody signed it', async () => {
    const made = await world.channelWithKey('Filed')
    await issue(made, 'Filed')
    const incidentId = await open(made)
    await revokeAll(incidentId, made)
    await close(incidentId)
    const text = JSON.stringify(fileOf(await getReport(world.viewer, incidentId)))
    const file = JSON.parse(text)
    expect(file).toMatchObject({ format: 'kagiban-incident-report', version: 1, complete: false })
    expect(file.tokens[0].proof.list.listed).toBe(false)
    expect(text).not.toContain(made.channelSecret)
    expect(text).not.toMatch(/"sealed"|eyJ/)
  })
})

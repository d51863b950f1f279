import { compactDecrypt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedIn } from '@/lib/access/testing'
import { freezeChannel } from '@/lib/channels/freeze'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { env } from '@/lib/env'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { takeDeliveries } from './deliver'
import { type Asked, givenRecipient, startAs, untilOver } from './given-jobs.fixture'
import { previewIssue } from './preview-issue'
import { getJob, listJobItems, previewJob } from './queries'
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
describe('issuing in many channels', () => {
  it('hands each value to the browser that asked, encrypted for it, and erases it once it was received', async () => {
    const channels = [await world.channelWithKey(), await world.channelWithKey()]
    const pair = await crypto.subtle.generateKey(
      { name: 'RSA-OAEP', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
      true,
      ['encrypt', 'decrypt'],
    )
    const { kty, n, e } = await crypto.subtle.exportKey('jwk', pair.publicKey)
    const jobId = await start('token.issue', {
      select: { channels: channels.map(({ channelId }) => channelId) },
      ...{ kind: 'v2.1', life: 'hour', purpose: 'Batch', recipient: JSON.stringify({ kty, n, e }) },
    })
    expect((await over(jobId)).undelivered).toBe(2)
    const deliveries = await takeDeliveries(world.operator, jobId, [])
    for (const { jwe, lineChannelId } of deliveries) {
      const value = new TextDecoder().decode((await compactDecrypt(jwe, pair.privateKey)).plaintext)
      const [atLine] = (await world.atLine.getChannel(lineChannelId)).tokens['v2.1']
      expect(atLine).toBeDefined()
      expect(value).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    }
    const other = { ...world.operator, id: crypto.randomUUID() } as typeof world.operator
    await expect(takeDeliveries(other, jobId, [])).rejects.toMatchObject({ reason: 'jobNotFound' })
    expect(
      await takeDeliveries(
        world.operator,
        jobId,
        deliveries.map(({ itemId }) => itemId),
      ),
    ).toEqual([])
    expect(await database().jobItem.count({ where: { jobId, delivery: { not: null } } })).toBe(0)
    const kept = JSON.stringify(await database().jobItem.findMany({ where: { jobId } }))
    expect(kept).not.toContain('eyJ')

    const untaken = async () => (await getJob(world.viewer, jobId)).untaken
    expect(await untaken()).toBe(2)
    const [first] = deliveries
    await takeDeliveries(world.operator, jobId, [], [first?.itemId ?? ''])
    expect(await getJob(world.viewer, jobId)).toMatchObject({ untaken: 1, untakenRevocable: 1 })
    const { rows } = await listJobItems(world.viewer, jobId, { show: 'untaken' })
    expect(rows.map(({ id }) => id)).toEqual([deliveries[1]?.itemId])

    const select = { untakenOf: jobId }
    expect(await previewJob(world.operator, 'token.revoke', select)).toMatchObject({ items: 1, channels: 1 })
    const confirm = deliveries[1]?.lineChannelId
    expect((await over(await start('token.revoke', { select, confirm } as never))).proven).toBe(1)
    expect(await untaken()).toBe(0)
  })

  it('is paced by how many one person may issue within a minute, and leaves none out', async () => {
    const left = 2
    const channels: string[] = []
    // One by one: many at once take so long on a busy machine that their transactions end.
    for (let nth = 0; nth < 5; nth++) channels.push((await world.channelWithKey()).channelId)
    const issuer = await signedIn(['operator'])
    await haveIssued(issuer.id, env().KAGIBAN_ISSUES_PER_MINUTE - left)
    const jobId = await start(
      'token.issue',
      {
        select: { channels },
        ...{ kind: 'v2.1', life: 'hour', purpose: 'Paced', recipient: await givenRecipient() },
      },
      issuer,
    )
    await runJobs()
    const { counts } = await getJob(world.viewer, jobId)
    expect(counts).toMatchObject({ done: left, waiting: 3, failed: 0, running: 0 })
    const waiting = await database().jobItem.findMany({ where: { jobId, state: 'waiting' } })
    expect(waiting.filter(({ notBefore, busySince }) => notBefore <= new Date() || busySince)).toEqual([])
    await aMinuteLater(jobId, issuer.id)
    expect((await over(jobId)).counts).toMatchObject({ done: 5, failed: 0 })
  }, 60_000)

  it('tells before it is begun for which it cannot be done, and why', async () => {
    const [ready, keyless] = [await world.channelWithKey('Ready'), await world.registeredChannel('Keyless')]
    const [mini, frozen] = [await world.registeredChannel('Mini', 'mini_app'), await world.channelWithKey('Frozen')]
    await perform(world.operator, freezeChannel, { channelId: frozen.channelId, reason: 'Leaked' })
    const channels = [ready, keyless, mini, frozen].map(({ channelId }) => channelId)
    const { ways, ...preview } = await previewIssue(world.operator, { channels })
    expect(preview).toMatchObject({ channels: 4, labels: ['Frozen', 'Keyless', 'Mini', 'Ready'], perMinute: 1000 })
    const ofFrozen = { why: 'frozen', count: 1, labels: ['Frozen'] }
    expect(ways['v2.1']).toEqual({
      ready: 1,
      blocked: [ofFrozen, { why: 'kind', count: 1, labels: ['Mini'] }, { why: 'key', count: 1, labels: ['Keyless'] }],
    })
    expect(ways.assertion.blocked).toEqual([ofFrozen, { why: 'key', count: 2, labels: ['Keyless', 'Mini'] }])
    expect(ways.secret).toEqual({ ready: 3, blocked: [ofFrozen] })
    await expect(previewIssue(world.viewer, { channels })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it.each([
    ['a private one', { kty: 'EC', n: 'x', e: 'AQAB' }],
    ['one that is too short', { kty: 'RSA', n: 'A'.repeat(171), e: 'AQAB' }],
    ['none', undefined],
  ])('is refused for a key that is %s', async (_name, recipient) => {
    const { channelId } = await world.registeredChannel()
    const asked = {
      select: { channels: [channelId] },
      purpose: 'Batch',
      ...(recipient ? { recipient: JSON.stringify(recipient) } : {}),
    }
    await expect(start('token.issue', asked)).rejects.toThrow()
  })
})

/** Lets a person have issued as many as that within this minute. */
async function haveIssued(issuerId: string, count: number) {
  const row = { change: 'token.issue', state: 'done', actor: { kind: 'person', id: issuerId }, plan: {} }
  const rows = Array.from({ length: count }, () => ({ id: newId(), leaseUntil: new Date(), ...row }))
  await database().operation.createMany({ data: rows })
}

/** Lets what a person has issued so far be a minute old, and what waits for that be due. */
async function aMinuteLater(jobId: string, issuerId: string) {
  const then = new Date(Date.now() - 61_000)
  await database().$executeRaw`UPDATE "Operation" SET "createdAt" = ${then} WHERE actor->>'id' = ${issuerId}`
  await database().jobItem.updateMany({ where: { jobId }, data: { notBefore: new Date() } })
}

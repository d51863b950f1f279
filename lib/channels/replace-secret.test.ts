import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { openChannelSecret } from './queries'
import { replaceSecret } from './replace-secret'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function reissued() {
  const { channelId, lineChannelId, channelSecret: old } = await world.registeredChannel()
  return { channelId, lineChannelId, old, channelSecret: await world.atLine.reissueSecret(lineChannelId) }
}
const outcomes = (channelId: string) => world.outcomesOf('secret.replace', channelId)
const rows = (channelId: string) =>
  database().channelSecret.findMany({ where: { channelId }, orderBy: { createdAt: 'asc' } })
const onFile = async (channelId: string) => (await openChannelSecret(channelId)).expose()

describe('replacing a channel secret', () => {
  it('proves the new one first, and keeps only the fingerprint of the old one', async () => {
    const { channelId, channelSecret, old } = await reissued()
    await perform(world.operator, replaceSecret, { channelId, channelSecret })
    const [before, after] = await rows(channelId)
    expect(before).toMatchObject({ sealed: null, sealingKeyId: null, retiredAt: expect.any(Date) })
    expect(after).toMatchObject({ sealed: expect.stringMatching(/^eyJ/), retiredAt: null, refusedAt: null })
    expect(await onFile(channelId)).toBe(channelSecret)
    expect(await outcomes(channelId)).toEqual(['requested', 'done'])
    const events = await database().event.findMany({ where: { channelId, name: 'secret.replace' } })
    const told = JSON.parse(events.find((event) => event.outcome === 'done')?.body ?? '').detail
    expect(told).toMatchObject({ before: before?.fingerprint, after: after?.fingerprint })
    const tables = JSON.stringify([
      events.map((event) => event.body),
      await database().operation.findMany(),
      await rows(channelId),
    ])
    for (const secret of [old, channelSecret]) expect(tables).not.toContain(secret)
    expect(JSON.stringify((await database().operation.findMany()).map(({ plan }) => plan))).not.toContain('jwe')
    expect((await world.atLine.calls()).at(-1)?.endpoint).toMatch(/^issueStateless/)
    expect(await database().token.count()).toBe(0)
  })

  it('is refused to a viewer, without a call to LINE', async () => {
    const { channelId, channelSecret } = await reissued()
    const before = (await world.atLine.calls()).length
    await expect(perform(world.viewer, replaceSecret, { channelId, channelSecret })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await outcomes(channelId)).toEqual(['denied'])
    expect((await world.atLine.calls()).length).toBe(before)
  })

  it('fails when LINE refuses the new one, and the old one stays on file', async () => {
    const { channelId, old } = await reissued()
    await expect(perform(world.operator, replaceSecret, { channelId, channelSecret: '0'.repeat(32) })).rejects.toThrow(
      'lineClientSecretInvalid',
    )
    expect(await outcomes(channelId)).toEqual(['requested', 'failed'])
    expect(await rows(channelId)).toHaveLength(1)
    expect(await onFile(channelId)).toBe(old)
  })

  it('is unknown when LINE says nothing, can be tried again, and is settled as uncertain', async () => {
    const { channelId, channelSecret, old } = await reissued()
    await world.atLine.addFault({ endpoint: 'issueStatelessChannelToken', kind: 'reset-after', times: 1 })
    await expect(perform(world.operator, replaceSecret, { channelId, channelSecret })).rejects.toMatchObject({
      code: 'outcome_unknown',
    })
    expect(await onFile(channelId)).toBe(old)
    await perform(world.operator, replaceSecret, { channelId, channelSecret })
    expect(await onFile(channelId)).toBe(channelSecret)
    await expect
      .poll(
        async () => {
          await settle(REMOTE_CHANGES)
          return outcomes(channelId)
        },
        { timeout: 15_000, interval: 250 },
      )
      .toEqual(['requested', 'unknown', 'requested', 'done', 'settled'])
    expect(await onFile(channelId)).toBe(channelSecret)
  })

  it('refuses the secret that is on file, beside its field', async () => {
    const { channelId, channelSecret } = await world.registeredChannel()
    await expect(perform(world.operator, replaceSecret, { channelId, channelSecret })).rejects.toMatchObject({
      reason: 'secretOnFile',
      field: 'channelSecret',
    })
    expect(await outcomes(channelId)).toEqual([])
  })

  it('refuses an archived channel', async () => {
    const { channelId, channelSecret } = await reissued()
    await database().channel.update({ where: { id: channelId }, data: { archivedAt: new Date() } })
    await expect(perform(world.operator, replaceSecret, { channelId, channelSecret })).rejects.toMatchObject({
      reason: 'channelArchived',
    })
  })

  it('runs once at a time, whatever the secrets', async () => {
    const { channelId, channelSecret } = await reissued()
    await world.atLine.addFault({ endpoint: 'issueStatelessChannelToken', kind: 'slow', times: 1, seconds: 0.5 })
    const both = await Promise.allSettled(
      [channelSecret, 'f'.repeat(32)].map((one) =>
        perform(world.operator, replaceSecret, { channelId, channelSecret: one }),
      ),
    )
    const refusals = both.flatMap((one) => (one.status === 'rejected' ? [one.reason.reason] : []))
    expect(refusals).toContain('secretBeingReplaced')
    expect((await rows(channelId)).filter((row) => row.retiredAt === null)).toHaveLength(1)
  })

  it('saved late, never takes the place of one that came after it', async () => {
    const { channelId, lineChannelId, channelSecret } = await reissued()
    await perform(world.operator, replaceSecret, { channelId, channelSecret })
    const found = await database().operation.findFirstOrThrow({ where: { channelId, change: 'secret.replace' } })
    const newest = await world.atLine.reissueSecret(lineChannelId)
    await perform(world.operator, replaceSecret, { channelId, channelSecret: newest })
    const sealed = { jwe: 'x', keyId: 'x' }
    const answer = { sealed, provenAt: new Date().toISOString(), status: 200, requestId: null }
    const record = { ...found, plan: { ...(found.plan as object) } }
    await database().$transaction((tx) => replaceSecret.save(tx as never, record as never, answer))
    expect(await onFile(channelId)).toBe(newest)
    expect(await rows(channelId)).toHaveLength(3)
  })
})

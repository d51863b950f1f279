import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { registerChannel } from './register'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function atLine(changes: object = {}) {
  const { channelId, channelSecret } = await world.atLine.createChannel()
  return {
    lineChannelId: channelId,
    channelSecret,
    name: '札幌ラーメン協会',
    type: 'messaging_api' as const,
    environment: 'staging' as const,
    tags: 'retail、delivery retail',
    owner: 'Abe Takumi',
    ...changes,
  }
}
const outcomes = () => world.outcomesOf('channel.register')
const last = async (count: number) => (await outcomes()).slice(-count)

describe('registering a channel', () => {
  it('proves the secret by a stateless token that is dropped, and seals it', async () => {
    const input = await atLine()
    const { result } = await perform(world.operator, registerChannel, input)
    const channel = await database().channel.findUniqueOrThrow({
      where: { id: result.channelId },
      include: { secrets: true },
    })
    expect(channel).toMatchObject({ name: '札幌ラーメン協会', tags: ['retail', 'delivery'] })
    expect(channel.secrets[0]?.sealed).toMatch(/^eyJ/)
    expect(await last(2)).toEqual(['requested', 'done'])
    const calls = (await world.atLine.calls()).map((call) => call.endpoint)
    expect(calls.at(-1)).toMatch(/^issueStateless/)
    expect(await database().token.count()).toBe(0)
  })

  it('keeps no secret in clear, and none at all with the operation once it is done or refused', async () => {
    const good = await atLine()
    await perform(world.operator, registerChannel, good)
    const bad = await atLine({ channelSecret: 'f'.repeat(32) })
    await expect(perform(world.operator, registerChannel, bad)).rejects.toThrow()
    const tables = JSON.stringify([
      await database().operation.findMany(),
      (await database().event.findMany()).map((event) => event.body),
      await database().channelSecret.findMany(),
    ])
    expect(tables).not.toContain(good.channelSecret)
    expect(tables).not.toContain(bad.channelSecret)
    const plans = (await database().operation.findMany()).map((operation) => operation.plan)
    expect(plans.filter((plan) => JSON.stringify(plan).includes('jwe'))).toEqual([])
  })

  it('is refused to a viewer, without a call to LINE', async () => {
    const before = (await world.atLine.calls()).length
    await expect(perform(world.viewer, registerChannel, await atLine())).rejects.toMatchObject({ code: 'forbidden' })
    expect(await last(1)).toEqual(['denied'])
    expect((await world.atLine.calls()).length).toBe(before)
  })

  it('fails when LINE refuses the secret, and registers nothing', async () => {
    const input = await atLine({ channelSecret: '0'.repeat(32) })
    await expect(perform(world.operator, registerChannel, input)).rejects.toMatchObject({ code: 'line_rejected' })
    expect(await last(2)).toEqual(['requested', 'failed'])
    expect(await database().channel.count({ where: { lineChannelId: input.lineChannelId } })).toBe(0)
  })

  it('is unknown when LINE says nothing, and can be tried again', async () => {
    const input = await atLine()
    await world.atLine.addFault({ endpoint: 'issueStatelessChannelToken', kind: 'reset-after', times: 1 })
    await expect(perform(world.operator, registerChannel, input)).rejects.toMatchObject({ code: 'outcome_unknown' })
    expect(await last(2)).toEqual(['requested', 'unknown'])
    await perform(world.operator, registerChannel, input)
  })

  it('takes each channel once, also when it is asked twice at the same moment', async () => {
    const input = await atLine()
    const both = await Promise.allSettled([1, 2].map(() => perform(world.operator, registerChannel, input)))
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(perform(world.operator, registerChannel, input)).rejects.toMatchObject({
      reason: 'channelExists',
      field: 'lineChannelId',
    })
  })

  it.each([
    ['lineChannelId', { lineChannelId: '16-53' }, 'lineChannelId'],
    ['channelSecret', { channelSecret: 'eyJhbGciOiJIUzI1NiJ9.e30.x' }, 'channelSecret'],
    ['name', { name: '   ' }, 'required'],
    ['tags', { tags: Array.from({ length: 11 }, (_, n) => `t${n}`).join() }, 'tagsTooMany'],
  ])('says what is wrong with %s, beside it', async (field, changes, message) => {
    const before = (await outcomes()).length
    await expect(perform(world.operator, registerChannel, await atLine(changes))).rejects.toMatchObject({
      issues: [{ path: [field], message }],
    })
    expect((await outcomes()).length).toBe(before)
  })
})

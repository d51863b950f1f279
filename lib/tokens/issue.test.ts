import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { issueToken } from './issue'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const ask = (channelId: string) => ({ channelId, life: 'day' as const, purpose: 'Front desk bot' })

describe('issuing a v2.1 token', () => {
  it('stores it sealed, shows it once, and writes both events', async () => {
    const { channelId } = await world.channelWithKey()
    const { result, reveal } = await perform(world.operator, issueToken, ask(channelId))
    const row = await database().token.findUniqueOrThrow({ where: { id: result.tokenId } })
    expect(reveal?.expose()).toMatch(/^eyJ/)
    expect(JSON.stringify(row)).not.toContain(reveal?.expose())
    expect(row).toMatchObject({ kind: 'v2.1', state: 'live', keyId: result.keyId, purpose: 'Front desk bot' })
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'done'])
  })

  it('is refused to a viewer, in the history, without a call to LINE', async () => {
    const { channelId } = await world.channelWithKey()
    const before = (await world.atLine.calls()).length
    await expect(perform(world.viewer, issueToken, ask(channelId))).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['denied'])
    expect((await world.atLine.calls()).length).toBe(before)
  })

  it('fails when LINE says no', async () => {
    const { channelId, lineChannelId, kid } = await world.channelWithKey()
    await world.atLine.deleteKey(lineChannelId, kid)
    await expect(perform(world.operator, issueToken, ask(channelId))).rejects.toMatchObject({ code: 'line_rejected' })
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'failed'])
  })

  it('is unknown when LINE says nothing, and then found to be lost by its key ID', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'reset-after', times: 1 })
    await expect(perform(world.operator, issueToken, ask(channelId))).rejects.toMatchObject({ code: 'outcome_unknown' })
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'unknown'])
    await expect(perform(world.operator, issueToken, ask(channelId))).rejects.toMatchObject({ reason: 'issueInFlight' })

    await settleUntil('lost', channelId)
    const [token] = (await world.atLine.getChannel(lineChannelId)).tokens['v2.1']
    const sighting = await database().keyIdSighting.findFirstOrThrow({ where: { channelId } })
    expect(sighting).toMatchObject({ keyId: token?.key_id, standing: 'lost' })
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'unknown', 'settled'])
  })

  it('is settled as none when LINE never saw the call', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'reset-before', times: 1 })
    await expect(perform(world.operator, issueToken, ask(channelId))).rejects.toMatchObject({ code: 'outcome_unknown' })
    await settleUntil('none', channelId)
    await perform(world.operator, issueToken, ask(channelId))
  })

  it('never issues the 31st, and says so before LINE is asked to', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey()
    for (let n = 0; n < 30; n++) await perform(world.operator, issueToken, ask(channelId))
    await expect(perform(world.operator, issueToken, ask(channelId))).rejects.toMatchObject({ reason: 'slotsFull' })
    expect((await world.atLine.getChannel(lineChannelId)).tokens['v2.1']).toHaveLength(30)
  })
})

async function settleUntil(state: string, channelId: string) {
  await expect
    .poll(
      async () => {
        await settle(REMOTE_CHANGES)
        const where = { channelId, change: 'token.issue' }
        return (await database().operation.findFirst({ where, orderBy: { createdAt: 'desc' } }))?.state
      },
      { timeout: 10_000, interval: 300 },
    )
    .toBe(state)
}

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { startWorld, type World } from '@/sandbox/world'
import { settle } from './settle'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

// In the tests' world an assertion lives 2 s.
it.each([
  [0.8, 'lost', 1],
  [3.2, 'none', 0],
])('a request that LINE reads %d s after the connection was lost is %s', async (seconds, state, minted) => {
  const { channelId, lineChannelId } = await world.channelWithKey()
  await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'late', times: 1, seconds })
  await expect(perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Late' })).rejects.toMatchObject(
    { code: 'outcome_unknown' },
  )
  const settled = async () => {
    await settle(REMOTE_CHANGES)
    return (await database().operation.findFirstOrThrow({ where: { channelId, change: 'token.issue' } })).state
  }
  await expect.poll(settled, { timeout: 10_000, interval: 100 }).not.toBe('unknown')
  // LINE has read it by then, whatever was concluded before.
  await sleep(seconds * 1000)
  expect(await settled()).toBe(state)
  const atLine = (await world.atLine.getChannel(lineChannelId)).tokens['v2.1'].map(({ key_id }) => key_id)
  expect(atLine).toHaveLength(minted)
  const lost = await database().keyIdSighting.findMany({ where: { channelId, standing: 'lost' } })
  expect(lost.map(({ keyId }) => keyId)).toEqual(atLine)
})

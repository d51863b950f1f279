import { afterAll, beforeAll, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { issueToken } from './issue'
import { verifyToken } from './verify'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function issueBadly(kind: 'huge' | 'bad-json', token: 'v2.1' | 'short-lived') {
  const endpoint = token === 'v2.1' ? 'issueChannelTokenByJWT' : 'issueChannelToken'
  const channel = await world.channelWithKey()
  await world.atLine.addFault({ endpoint, kind, times: 1 })
  const input = { channelId: channel.channelId, kind: token, life: 'hour' as const, purpose: 'Too long' }
  await expect(perform(world.operator, issueToken, input)).rejects.toMatchObject({ code: 'outcome_unknown' })
  const where = { channelId: channel.channelId, change: 'token.issue' }
  const operation = () => database().operation.findFirstOrThrow({ where })
  const settled = async () => {
    await settle(REMOTE_CHANGES)
    return (await operation()).state
  }
  return { ...channel, operation, settled }
}

it.each(['v2.1', 'short-lived'] as const)(
  'takes a %s token from an answer that was too long, when it is settled',
  async (kind) => {
    const { channelId, lineChannelId, operation, settled } = await issueBadly('huge', kind)
    const { quarantine } = await operation()
    expect(quarantine).toMatch(/^eyJ/)
    await expect.poll(settled, { timeout: 10_000, interval: 200 }).toBe('done')
    expect(await operation()).toMatchObject({ quarantine: null, quarantineKeyId: null })
    const token = await database().token.findFirstOrThrow({ where: { channelId } })
    const [atLine] = (await world.atLine.getChannel(lineChannelId)).tokens[kind]
    expect(token).toMatchObject({ kind, state: 'live', keyId: kind === 'v2.1' ? atLine?.key_id : null })
    // It can be used at LINE, and so revoked.
    const { result } = await perform(world.operator, verifyToken, { channelId, tokenId: token.id })
    expect(result).toMatchObject({ verdict: 'live', sameChannel: true })
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'unknown', 'settled'])
  },
)

it('finds none where the value was cut off, and keeps the answer sealed', async () => {
  const { operation, settled } = await issueBadly('bad-json', 'v2.1')
  await expect.poll(settled, { timeout: 10_000, interval: 200 }).toBe('lost')
  expect((await operation()).quarantine).toMatch(/^eyJ/)
})

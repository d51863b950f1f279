import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyOldest } from '@/app/(console)/channels/[channelId]/tokens/verify-oldest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { forgetLine } from '@/lib/line/care/state'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { elsewhere } from '@/sandbox/line/elsewhere'
import { startWorld, type World } from '@/sandbox/world'
import { openToken } from './held'
import { issueToken } from './issue'
import { getShortLived } from './queries'
import type { IssuedKind, Proof } from './schema'

let world: World
let others: ReturnType<typeof elsewhere>
beforeAll(async () => {
  world = await startWorld()
  others = elsewhere(world.line.url, world.atLine)
})
afterAll(() => world.close())
// LINE fails on purpose here; the next test is not to be held back by that.
beforeEach(() => forgetLine())

const ask = (channelId: string, kind: IssuedKind, more: { proof?: Proof; oldest?: string; purpose?: string } = {}) => ({
  ...{ channelId, kind, purpose: 'Front desk bot', owner: 'Abe Ren', reason: 'OPS-2210' },
  ...more,
})
const rowOf = (id: string) => database().token.findUniqueOrThrow({ where: { id } })
const endpoints = async () => (await world.atLine.calls()).map(({ endpoint }) => endpoint)

describe.each([
  ['stateless', 'assertion', 'issueStatelessChannelToken'],
  ['stateless', 'secret', 'issueStatelessChannelToken'],
  ['short-lived', 'secret', 'issueChannelToken'],
] as const)('issuing a %s token by %s', (kind, proof, endpoint) => {
  it('shows it once, keeps what may be kept, and writes both events', async () => {
    const { channelId } = await world.channelWithKey()
    const before = (await endpoints()).length
    const { result, reveal } = await perform(world.operator, issueToken, ask(channelId, kind, { proof }))
    const row = await rowOf(result.tokenId)
    expect((await endpoints()).slice(before)).toEqual([endpoint])
    expect(reveal?.expose()).toBeTruthy()
    expect(JSON.stringify(row)).not.toContain(reveal?.expose())
    expect(row).toMatchObject({ kind, keyId: null, owner: 'Abe Ren', origin: 'issued', state: 'live' })
    expect(row.sealed === null).toBe(kind === 'stateless')
    const life = ((row.expiresAt?.getTime() ?? 0) - row.issuedAt.getTime()) / 1000
    expect(life).toBeGreaterThan(kind === 'stateless' ? 880 : 2_591_900)
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'done'])
    const { body } = await database().event.findFirstOrThrow({ where: { channelId, name: 'token.issue' } })
    expect(JSON.parse(body).detail).toMatchObject({ kind, purposeReason: 'OPS-2210' })
  })

  it('is refused to a viewer, without a call', async () => {
    const { channelId } = await world.channelWithKey()
    const before = (await endpoints()).length
    await expect(perform(world.viewer, issueToken, ask(channelId, kind, { proof }))).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['denied'])
    expect((await endpoints()).length).toBe(before)
  })

  it('fails when LINE says no, and remembers which credential it refused', async () => {
    const { channelId, lineChannelId, kid } = await world.channelWithKey()
    if (proof === 'secret') await world.atLine.reissueSecret(lineChannelId)
    else await world.atLine.deleteKey(lineChannelId, kid)
    await expect(perform(world.operator, issueToken, ask(channelId, kind, { proof }))).rejects.toMatchObject({
      reason: proof === 'secret' ? 'lineClientSecretInvalid' : 'lineSigningKeyUnknown',
    })
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'failed'])
    const secret = await database().channelSecret.findFirstOrThrow({ where: { channelId } })
    const key = await database().signingKey.findFirstOrThrow({ where: { channelId } })
    expect([secret.refusedAt !== null, key.refusedAt !== null]).toEqual([proof === 'secret', proof === 'assertion'])
  })

  it('is unknown when LINE says nothing, and stays uncertain until it would have ended', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint, kind: 'reset-after', times: 1 })
    await expect(perform(world.operator, issueToken, ask(channelId, kind, { proof }))).rejects.toMatchObject({
      code: 'outcome_unknown',
    })
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'unknown'])
    await settleUntil('uncertain', channelId)
    const operation = await database().operation.findFirstOrThrow({ where: { channelId, change: 'token.issue' } })
    const by = new Date((operation.ending as { expiresBy: string }).expiresBy).getTime() - Date.now()
    expect(by / 1000).toBeGreaterThan(kind === 'stateless' ? 880 : 2_591_000)
    expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'unknown', 'settled'])
  })
})

describe('a life of one’s own', () => {
  it('is what LINE gives a v2.1 token', async () => {
    const { channelId } = await world.channelWithKey()
    const input = { ...ask(channelId, 'v2.1'), life: 'custom' as const, lifeAmount: '90', lifeUnit: 'minutes' as const }
    const { result } = await perform(world.operator, issueToken, input)
    const seconds = (Date.parse(result.expiresAt) - Date.now()) / 1000
    expect(seconds).toBeGreaterThan(5390)
    expect(seconds).toBeLessThanOrEqual(5400)
  })

  it.each(['0', '31', '1.5', '-1', '', 'x'])('of %j days is refused beside its field', async (lifeAmount) => {
    const { channelId } = await world.channelWithKey()
    const input = { ...ask(channelId, 'v2.1'), life: 'custom' as const, lifeAmount }
    await expect(perform(world.operator, issueToken, input)).rejects.toMatchObject({
      issues: [{ path: ['lifeAmount'], message: 'life' }],
    })
  })
})

describe('what a type of channel has', () => {
  it.each([
    ['messaging_api', ['v2.1', 'stateless', 'short-lived']],
    ['module', ['v2.1', 'stateless', 'short-lived']],
    ['line_login', ['stateless', 'short-lived']],
    ['mini_app', ['stateless', 'short-lived']],
  ] as const)('is all that %s is issued', async (type, kinds) => {
    const { channelId } = await world.registeredChannel(type, type)
    const refused: string[] = []
    for (const kind of ['v2.1', 'stateless', 'short-lived'] as const)
      await perform(world.operator, issueToken, ask(channelId, kind, { proof: 'secret' })).catch(({ reason }) => {
        if (reason === 'kindNotForType') refused.push(kind)
      })
    expect(refused).toEqual(['v2.1', 'stateless', 'short-lived'].filter((kind) => !kinds.includes(kind as never)))
  })

  it('is nothing once it is archived', async () => {
    const { channelId } = await world.channelWithKey()
    await database().channel.update({ where: { id: channelId }, data: { archivedAt: new Date() } })
    await expect(perform(world.operator, issueToken, ask(channelId, 'v2.1'))).rejects.toMatchObject({
      reason: 'channelArchived',
    })
  })
})

describe('the 31st short-lived token', () => {
  async function full() {
    const channel = await world.channelWithKey()
    const first = await perform(world.operator, issueToken, ask(channel.channelId, 'short-lived', { purpose: 'First' }))
    for (let count = 1; count < 30; count++)
      await perform(world.operator, issueToken, ask(channel.channelId, 'short-lived', { purpose: `Bot ${count}` }))
    return { ...channel, first }
  }

  it('is refused until the oldest is named, and then tells that LINE ended it', async () => {
    const { channelId, first } = await full()
    const before = (await endpoints()).length
    const again = (oldest?: string) =>
      perform(world.operator, issueToken, ask(channelId, 'short-lived', oldest === undefined ? {} : { oldest }))
    for (const oldest of [undefined, 'Bot 1'])
      await expect(again(oldest)).rejects.toMatchObject({ reason: 'oldestUnconfirmed', field: 'oldest' })
    expect((await endpoints()).length).toBe(before)
    expect((await rowOf(first.result.tokenId)).state).toBe('live')

    const { result } = await again('First')
    expect(result.oldest).toMatchObject({ tokenId: first.result.tokenId, purpose: 'First' })
    expect(result.oldest && (await verifyOldest(world.operator, result.oldest))).toBe('refused')
    expect(await rowOf(first.result.tokenId)).toMatchObject({
      state: 'gone',
      proof: { verify: { verdict: 'refused' } },
    })
    const view = await getShortLived(world.viewer, channelId)
    expect(view).toMatchObject({ known: 30, uncertain: 0, oldest: { purpose: 'Bot 1' } })
  })

  it('leaves the oldest as it is when LINE still takes it', async () => {
    const { channelId, first } = await full()
    const last = await database().token.findFirstOrThrow({ where: { channelId, purpose: 'Bot 29' } })
    // One that was revoked elsewhere made room at LINE, of which nothing is known here.
    await others.revokeOpaque((await openToken(last.id)).expose())
    const { result } = await perform(world.operator, issueToken, ask(channelId, 'short-lived', { oldest: 'First' }))
    expect(result.oldest && (await verifyOldest(world.operator, result.oldest))).toBe('live')
    expect(await rowOf(first.result.tokenId)).toMatchObject({ state: 'live', lastVerdict: 'live' })
  })

  it('counts an issue whose answer nobody saw', async () => {
    const { channelId } = await world.channelWithKey()
    for (let count = 0; count < 29; count++)
      await perform(world.operator, issueToken, ask(channelId, 'short-lived', { purpose: `Bot ${count}` }))
    await world.atLine.addFault({ endpoint: 'issueChannelToken', kind: 'reset-after', times: 1 })
    await expect(perform(world.operator, issueToken, ask(channelId, 'short-lived'))).rejects.toMatchObject({
      code: 'outcome_unknown',
    })
    await settleUntil('uncertain', channelId)
    expect(await getShortLived(world.viewer, channelId)).toMatchObject({ known: 29, uncertain: 1 })
    await expect(perform(world.operator, issueToken, ask(channelId, 'short-lived'))).rejects.toMatchObject({
      reason: 'oldestUnconfirmed',
      values: { name: 'Bot 0' },
    })
  })

  it('is safe even if LINE cannot be asked about the oldest', async () => {
    const { channelId, first } = await full()
    const { result } = await perform(world.operator, issueToken, ask(channelId, 'short-lived', { oldest: 'First' }))
    await world.atLine.addFault({ endpoint: 'verifyChannelToken', kind: 'reset-after', times: 4 })
    expect(result.oldest && (await verifyOldest(world.operator, result.oldest))).toBeNull()
    expect((await rowOf(first.result.tokenId)).state).toBe('live')
    expect((await rowOf(result.tokenId)).state).toBe('live')
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

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { getChannel } from '@/lib/channels/queries'
import { replaceSecret } from '@/lib/channels/replace-secret'
import { database } from '@/lib/db/client'
import { forgetLine } from '@/lib/line/care/state'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { activateKey } from './activate'
import { checkChannel } from './check'
import { generateKey } from './generate'
import { retireKey } from './retire'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
// LINE fails on purpose here; the next test is not to be held back by that.
beforeEach(() => forgetLine())

const LIST = 'getsAllValidChannelAccessTokenKeyIds'
const STATELESS = 'issueStatelessChannelToken'
const check = async (channelId: string) => (await perform(world.operator, checkChannel, { channelId })).result
const outcomes = (channelId: string) => world.outcomesOf('channel.check', channelId)
const secretOf = (channelId: string) =>
  database().channelSecret.findFirstOrThrow({ where: { channelId, retiredAt: null } })
const keyOf = (id: string) => database().signingKey.findUniqueOrThrow({ where: { id } })
const verdicts = ({ credentials }: Awaited<ReturnType<typeof check>>) =>
  credentials.map(({ kind, verdict, reason }) => [kind, verdict, reason])

describe('checking the credentials of a channel', () => {
  it('proves the secret and every key that is in use or ready, and no other', async () => {
    const { channelId, lineChannelId, signingKeyId, kid } = await world.channelWithKey()
    const next = (await perform(world.operator, generateKey, { channelId })).result.signingKeyId
    const nextKid = await world.atLine.registerKey(lineChannelId, (await keyOf(next)).publicJwk)
    await perform(world.operator, activateKey, { channelId, signingKeyId: next, kid: nextKid })
    const [secret, key] = await Promise.all([secretOf(channelId), keyOf(signingKeyId)])
    await perform(world.operator, generateKey, { channelId })
    const found = await check(channelId)
    expect(found.credentials).toEqual([
      { kind: 'secret', id: secret.id, label: null, verdict: 'proven', reason: null },
      { kind: 'key', id: next, label: nextKid, verdict: 'proven', reason: null },
      { kind: 'key', id: signingKeyId, label: kid, verdict: 'proven', reason: null },
    ])
    expect((await secretOf(channelId)).provenAt.getTime()).toBeGreaterThan(secret.provenAt.getTime())
    expect((await keyOf(signingKeyId)).provenAt?.getTime()).toBeGreaterThan(key.provenAt?.getTime() ?? 0)
    expect(await outcomes(channelId)).toEqual(['requested', 'done'])
    expect(await database().token.count()).toBe(0)
  })

  it('is refused to a viewer, without a call to LINE', async () => {
    const { channelId } = await world.channelWithKey()
    const before = (await world.atLine.calls()).length
    await expect(perform(world.viewer, checkChannel, { channelId })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await outcomes(channelId)).toEqual(['denied'])
    expect((await world.atLine.calls()).length).toBe(before)
  })

  it('finds that the secret was reissued, and that its replacement works', async () => {
    const { channelId, lineChannelId } = await world.channelWithKey()
    const channelSecret = await world.atLine.reissueSecret(lineChannelId)
    expect(verdicts(await check(channelId))).toEqual([
      ['secret', 'refused', 'lineClientSecretInvalid'],
      ['key', 'proven', null],
    ])
    expect((await secretOf(channelId)).refusedAt).toBeInstanceOf(Date)
    expect((await getChannel(world.viewer, channelId)).secretRefusedAt).toBeInstanceOf(Date)
    expect(await outcomes(channelId)).toEqual(['requested', 'done'])
    await perform(world.operator, replaceSecret, { channelId, channelSecret })
    expect(verdicts(await check(channelId))[0]).toEqual(['secret', 'proven', null])
    expect((await getChannel(world.viewer, channelId)).secretRefusedAt).toBeNull()
  })

  it('finds a key that was deleted at LINE, and forgets that once LINE takes it again', async () => {
    const { channelId, lineChannelId, signingKeyId, kid } = await world.channelWithKey()
    await world.atLine.deleteKey(lineChannelId, kid)
    expect(verdicts(await check(channelId))).toEqual([
      ['secret', 'proven', null],
      ['key', 'refused', 'lineSigningKeyUnknown'],
    ])
    expect(await keyOf(signingKeyId)).toMatchObject({ state: 'active', refusedAt: expect.any(Date) })
    const known = await world.atLine.registerKey(lineChannelId, (await keyOf(signingKeyId)).publicJwk)
    await database().signingKey.update({ where: { id: signingKeyId }, data: { kid: known } })
    await check(channelId)
    expect((await keyOf(signingKeyId)).refusedAt).toBeNull()
  })

  it('fails when LINE says nothing at all, and does not even send the secret', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: LIST, kind: 'reset-after', times: 4 })
    const before = (await world.atLine.calls()).length
    await expect(check(channelId)).rejects.toMatchObject({ code: 'line_unreachable' })
    expect(await outcomes(channelId)).toEqual(['requested', 'failed'])
    expect((await world.atLine.calls()).length).toBe(before + 4)
    expect((await getChannel(world.viewer, channelId)).checkedAt).toBeNull()
  })

  it('is unknown when only the secret can be tried and LINE says nothing, for a token may have come of it', async () => {
    const { channelId } = await world.registeredChannel()
    await world.atLine.addFault({ endpoint: STATELESS, kind: 'reset-after', times: 1 })
    await expect(check(channelId)).rejects.toMatchObject({ code: 'outcome_unknown' })
    const settled = async () => {
      await settle(REMOTE_CHANGES)
      return outcomes(channelId)
    }
    await expect.poll(settled, { timeout: 15_000, interval: 250 }).toEqual(['requested', 'unknown', 'settled'])
  })

  it('says of a single credential that nothing is known when LINE answered the others', async () => {
    const { channelId } = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: STATELESS, kind: '429', times: 1 })
    const before = await secretOf(channelId)
    expect(verdicts(await check(channelId))).toEqual([
      ['secret', 'unknown', 'lineRateLimited'],
      ['key', 'proven', null],
    ])
    expect(await secretOf(channelId)).toEqual(before)
  })

  it("tells how far LINE's clock is from ours, in both directions and however far", async () => {
    const { channelId } = await world.channelWithKey()
    expect(Math.abs((await check(channelId)).clockOffsetMs ?? Number.NaN)).toBeLessThan(1500)
    try {
      for (const seconds of [40, -40]) {
        await world.atLine.advanceClock(seconds)
        const { clockOffsetMs } = await check(channelId)
        expect(Math.abs((clockOffsetMs ?? 0) - seconds * 1000)).toBeLessThan(1500)
        expect((await getChannel(world.viewer, channelId)).clockOffsetMs).toBe(clockOffsetMs)
        await world.atLine.advanceClock(-seconds)
      }
      await world.atLine.advanceClock(30 * 86_400)
      const far = await check(channelId)
      // A signed request that has expired tells nothing against the key.
      expect(verdicts(far)[1]).toEqual(['key', 'unknown', 'lineAssertionExpired'])
      expect(far.clockOffsetMs).toBe(2 ** 31 - 1)
      await world.atLine.advanceClock(-30 * 86_400)
    } finally {
      await world.atLine.reset()
    }
  })

  it('saved late, changes nothing that is known from later, and no credential that is gone', async () => {
    const { channelId, signingKeyId, kid } = await world.channelWithKey()
    const asked = await database().operation.findFirst({ where: { channelId } })
    const tried = (at: number) => ({
      at: new Date(at).toISOString(),
      clockOffsetMs: 1,
      tried: [
        { kind: 'key', id: signingKeyId, label: kid, verdict: 'refused', reason: 'x', requestId: null, clock: null },
      ] as never,
    })
    const record = { ...asked, plan: { subject: { channelId } } } as never
    const save = (at: number) => database().$transaction((tx) => checkChannel.save(tx as never, record, tried(at)))
    await save(Date.now() - 60_000)
    expect((await keyOf(signingKeyId)).refusedAt).toBeNull()
    await perform(world.operator, retireKey, { channelId, signingKeyId, typedKid: kid })
    await save(Date.now())
    expect((await keyOf(signingKeyId)).refusedAt).toBeNull()
  })
})

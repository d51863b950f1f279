import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freezeChannel } from '@/lib/channels/freeze'
import { findFreeze } from '@/lib/channels/queries'
import { replaceSecret } from '@/lib/channels/replace-secret'
import { unfreezeChannel } from '@/lib/channels/unfreeze'
import { database } from '@/lib/db/client'
import { activateKey } from '@/lib/keys/activate'
import { checkChannel } from '@/lib/keys/check'
import { generateKey } from '@/lib/keys/generate'
import { retireKey } from '@/lib/keys/retire'
import { forgetLine } from '@/lib/line/care/state'
import { perform } from '@/lib/perform'
import { listAttention } from '@/lib/tokens/attention/queries'
import { issueToken } from '@/lib/tokens/issue'
import { revokeToken } from '@/lib/tokens/revoke'
import { syncChannel } from '@/lib/tokens/sync'
import { startWorld, type World } from '@/sandbox/world'
import { closeIncident } from './close'
import { openIncident } from './open'
import { getIncident } from './queries'
import type { Step } from './schema'
import { stepIncident } from './step'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

type Made = Awaited<ReturnType<World['channelWithKey']>>
const issue = ({ channelId }: Made, purpose = 'Booking bot') =>
  perform(world.operator, issueToken, { channelId, life: 'hour', purpose })
const open = async (...made: { channelId: string }[]) =>
  (
    await perform(world.operator, openIncident, {
      channels: made.map(({ channelId }) => channelId),
      reason: 'Key on a pastebin',
    })
  ).result.incidentId
const look = (incidentId: string) => getIncident(world.viewer, incidentId)
async function states(incidentId: string) {
  const [channel] = (await look(incidentId)).channels
  return Object.fromEntries(channel?.steps.map(({ step, state }) => [step, state]) ?? []) as Record<Step, string>
}
const close = (incidentId: string, reason?: string) =>
  perform(world.operator, closeIncident, { incidentId, ...(reason ? { reason } : {}) })
const step = (incidentId: string, channelId?: string) =>
  perform(world.operator, stepIncident, { incidentId, ...(channelId ? { channelId } : {}) })
const revoke = ({ channelId, lineChannelId }: Made, tokenId: string) =>
  perform(world.operator, revokeToken, { channelId, tokenId, confirm: lineChannelId })
async function newKey({ channelId, lineChannelId }: Made) {
  const { signingKeyId } = (await perform(world.operator, generateKey, { channelId })).result
  const { publicJwk } = await database().signingKey.findUniqueOrThrow({ where: { id: signingKeyId } })
  const kid = await world.atLine.registerKey(lineChannelId, publicJwk)
  await perform(world.operator, activateKey, { channelId, signingKeyId, kid })
}
const newSecret = async ({ channelId, lineChannelId }: Made) =>
  perform(world.operator, replaceSecret, {
    channelId,
    channelSecret: await world.atLine.reissueSecret(lineChannelId),
  })
const sync = ({ channelId }: Made) => perform(world.operator, syncChannel, { channelId })
const check = ({ channelId }: Made) => perform(world.operator, checkChannel, { channelId })

describe('freezing a channel', () => {
  const freeze = ({ channelId }: Made) =>
    perform(world.operator, freezeChannel, { channelId, reason: 'Looking into it' })

  it('stops issuing before LINE is called, and allows it again', async () => {
    const made = await world.channelWithKey()
    await freeze(made)
    expect(await findFreeze(world.viewer, made.channelId)).toMatchObject({
      by: 'Sato Mayu',
      reason: 'Looking into it',
      incident: null,
    })
    const calls = (await world.atLine.calls()).length
    for (const kind of ['v2.1', 'stateless', 'short-lived'] as const)
      await expect(
        perform(world.operator, issueToken, { channelId: made.channelId, kind, purpose: 'x' }),
      ).rejects.toMatchObject({ reason: 'channelFrozen' })
    expect((await world.atLine.calls()).length).toBe(calls)
    await expect(freeze(made)).rejects.toMatchObject({ reason: 'channelFrozenAlready' })
    await perform(world.operator, unfreezeChannel, { channelId: made.channelId })
    await issue(made)
    expect(await findFreeze(world.viewer, made.channelId)).toBeNull()
    expect(await world.outcomesOf('channel.freeze', made.channelId)).toEqual(['done'])
    expect(await world.outcomesOf('channel.unfreeze', made.channelId)).toEqual(['done'])
  })

  it('is refused to a viewer, and so is allowing it again', async () => {
    const { channelId } = await world.channelWithKey()
    const forbidden = { code: 'forbidden' }
    await expect(perform(world.viewer, freezeChannel, { channelId, reason: 'x' })).rejects.toMatchObject(forbidden)
    await expect(perform(world.viewer, unfreezeChannel, { channelId })).rejects.toMatchObject(forbidden)
    expect(await world.outcomesOf('channel.freeze', channelId)).toEqual(['denied'])
    expect(await world.outcomesOf('channel.unfreeze', channelId)).toEqual(['denied'])
  })
})

describe('opening an incident', () => {
  it('freezes every channel at once, each with its own event, and is first of what needs attention', async () => {
    const [one, two] = [await world.channelWithKey('One'), await world.channelWithKey('Two')]
    const id = await open(one, two)
    for (const { channelId } of [one, two]) {
      expect(await findFreeze(world.viewer, channelId)).toMatchObject({
        reason: 'Key on a pastebin',
        incident: { id, drill: false },
      })
      expect(await world.outcomesOf('channel.freeze', channelId)).toEqual(['done'])
      await expect(perform(world.operator, unfreezeChannel, { channelId })).rejects.toMatchObject({
        reason: 'channelInIncident',
      })
    }
    const calls = (await world.atLine.calls()).length
    await expect(issue(one)).rejects.toMatchObject({ reason: 'channelFrozen' })
    expect((await world.atLine.calls()).length).toBe(calls)
    const { rows } = await listAttention(world.viewer)
    expect(rows[0]).toMatchObject({ kind: 'incident', count: 2, targetId: id })
    await close(id, 'Test')
  })

  it('is refused to a viewer, without a reason, and for a channel of another open one, by its name', async () => {
    const made = await world.channelWithKey('Taken')
    const input = { channels: [made.channelId], reason: 'x' }
    await expect(perform(world.viewer, openIncident, input)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(perform(world.operator, openIncident, { ...input, reason: ' ' })).rejects.toThrow('required')
    const both = await Promise.allSettled([open(made), open(made)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { reason: 'channelsInIncident', values: { names: 'Taken' } },
    })
    const other = await world.channelWithKey('Other')
    await expect(open(other, made)).rejects.toMatchObject({ reason: 'channelsInIncident' })
    // All or nothing.
    expect(await findFreeze(world.viewer, other.channelId)).toBeNull()
  })

  it('catches the token of an issue that was under way', async () => {
    const made = await world.channelWithKey()
    await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'slow', seconds: 1 })
    const [, id] = await Promise.all([
      issue(made, 'In flight'),
      new Promise((done) => setTimeout(done, 300)).then(() => open(made)),
    ])
    const [channel] = (await look(id)).channels
    expect(channel?.tokens.left).toMatchObject([{ purpose: 'In flight', state: 'live' }])
    expect((await states(id)).revoke).toBe('now')
  })

  it('as a drill is for the sandbox only', async () => {
    const made = await world.channelWithKey()
    const input = { channels: made.channelId, reason: 'Drill', drill: 'yes' as const }
    const { result } = await perform(world.operator, openIncident, input)
    expect(await look(result.incidentId)).toMatchObject({ drill: true })
  })
})

describe('an incident', () => {
  it('goes step by step to safe, and says so of nothing before', async () => {
    const made = await world.channelWithKey()
    const { tokenId } = (await issue(made)).result
    const id = await open(made)
    expect(await states(id)).toEqual({
      ...{ freeze: 'done', revoke: 'now', key: 'now', oldKey: 'later', secret: 'later', sweep: 'later' },
    })
    await expect(step(id)).rejects.toMatchObject({ reason: 'incidentNotDone' })
    // Taken by LINE, not proven: the list and the value cannot be asked.
    for (const endpoint of ['getsAllValidChannelAccessTokenKeyIds', 'verifyChannelTokenByJWT'])
      await world.atLine.addFault({ endpoint, kind: 'reset-before', times: 4 })
    await revoke(made, tokenId)
    expect((await states(id)).revoke).not.toBe('done')
    await world.atLine.clearFaults()
    forgetLine()
    await newKey(made)
    await newSecret(made)
    await world.atLine.deleteKey(made.lineChannelId, made.kid)
    expect((await states(id)).oldKey).toBe('now')
    await check(made)
    expect(await states(id)).toMatchObject({
      key: 'done',
      oldKey: 'done',
      secret: 'done',
      revoke: 'running',
      sweep: 'now',
    })
    expect((await look(id)).doneAt).toBeNull()
    await expect(close(id)).rejects.toMatchObject({ reason: 'incidentNotSafe', field: 'reason' })
    // Clocks may differ, so a list proves nothing of a token that was only just issued.
    await database().token.update({ where: { id: tokenId }, data: { issuedAt: new Date(Date.now() - 60_000) } })
    await sync(made)
    expect(await states(id)).toMatchObject({ revoke: 'done', sweep: 'done' })
    expect((await look(id)).safeAt).toBeNull()
    await step(id)
    const safe = await look(id)
    expect(safe.safeAt).toEqual(safe.doneAt)
    const [channel] = safe.channels
    expect(channel?.unkillable.map(({ what, after }) => [what, after])).toEqual([
      ['statelessElsewhere', null],
      ['shortLivedElsewhere', null],
      ['longLived', null],
    ])
    await close(id)
    expect(await findFreeze(world.viewer, made.channelId)).toBeNull()
    expect(await world.outcomesOf('channel.unfreeze', made.channelId)).toEqual(['done'])
    await issue(made)
    await expect(close(id)).rejects.toMatchObject({ reason: 'incidentClosed' })
  })

  it('takes a person at their word only of a key that was erased', async () => {
    const made = await world.channelWithKey()
    const id = await open(made)
    await expect(step(id, made.channelId)).rejects.toMatchObject({ reason: 'newKeyFirst' })
    await newKey(made)
    await expect(step(id, made.channelId)).rejects.toMatchObject({ reason: 'oldKeyKnown' })
    await perform(world.operator, retireKey, { channelId: made.channelId, signingKeyId: made.signingKeyId })
    expect((await states(id)).oldKey).toBe('now')
    await step(id, made.channelId)
    expect((await states(id)).oldKey).toBe('done')
    expect((await look(id)).channels[0]?.oldKeys).toMatchObject([{ held: false, saidBy: 'Sato Mayu' }])
    await expect(
      perform(world.viewer, stepIncident, { incidentId: id, channelId: made.channelId }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is not safe while LINE lists a key ID whose token is not held, and says until when', async () => {
    const made = await world.channelWithKey()
    const id = await open(made)
    const { keyId } = await world.atLine.issueElsewhere(made.lineChannelId, { kind: 'v2.1' })
    await newKey(made)
    await newSecret(made)
    await world.atLine.deleteKey(made.lineChannelId, made.kid)
    await check(made)
    await sync(made)
    expect((await states(id)).sweep).toBe('wrong')
    const [channel] = (await look(id)).channels
    expect(channel?.unkillable[0]).toMatchObject({ what: 'keyId', keyId, standing: 'foreign', appeared: true })
    expect(channel?.unkillable[0]?.until?.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    await close(id, 'The other token ends by itself')
    expect((await look(id)).safeAt).toBeNull()
  })

  it('says that nothing can be revoked once LINE refuses the secret', async () => {
    const made = await world.channelWithKey()
    const { tokenId } = (await issue(made)).result
    const id = await open(made)
    await world.atLine.reissueSecret(made.lineChannelId)
    await expect(revoke(made, tokenId)).rejects.toMatchObject({ reason: 'lineClientSecretInvalid' })
    expect(await states(id)).toMatchObject({ revoke: 'wrong', secret: 'now' })
  })

  it('has fewer steps where LINE has no v2.1 tokens', async () => {
    const made = await world.registeredChannel('Login', 'line_login')
    const id = await open(made)
    expect(await states(id)).toEqual({
      ...{ freeze: 'done', revoke: 'done', key: 'none', oldKey: 'none', secret: 'now', sweep: 'later' },
    })
    await newSecret(made as Made)
    expect((await look(id)).doneAt).not.toBeNull()
    await close(id)
    expect((await look(id)).safeAt).not.toBeNull()
  })

  it('leaves frozen what was frozen by hand before', async () => {
    const made = await world.channelWithKey()
    await perform(world.operator, freezeChannel, { channelId: made.channelId, reason: 'Before' })
    const id = await open(made)
    await expect(perform(world.viewer, closeIncident, { incidentId: id, reason: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await close(id, 'Nothing was there')
    expect(await findFreeze(world.viewer, made.channelId)).toMatchObject({ reason: 'Before', incident: null })
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { expiresSoon } from '@/components/channels/slot-kinds'
import { SLOTS, slotLevel } from '@/components/ui/figures/slot-level'
import type { PersonActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { testDatabase } from '@/sandbox/database/test-database'
import { type ChannelFilter, type ChannelType, NEARLY_FULL, PROBLEMS, type Problem } from '../schema'
import { listChannels } from './list-channels'
import { stateOf } from './state'

testDatabase()

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = new Date('2026-11-24T03:00:00Z')
const inMs = (ms: number) => new Date(NOW.getTime() + ms)
let viewer: PersonActor
beforeAll(async () => {
  viewer = await signedIn(['viewer'])
})

let count = 0
/** A channel with a signing key in use, unless told otherwise. */
async function channel({
  key = 'active',
  type = 'messaging_api' as ChannelType,
  archivedAt = null as Date | null,
} = {}) {
  const id = newId()
  const lineChannelId = String(1_650_000_000 + count++)
  await database().channel.create({
    data: { id, lineChannelId, name: lineChannelId, type, environment: 'staging', owner: 'Abe', archivedAt },
  })
  if (key !== 'none') await signingKey(id, { state: key })
  return id
}

const signingKey = (channelId: string, data: object = {}) =>
  database().signingKey.create({
    data: { id: newId(), channelId, publicJwk: {}, sealed: 'x', sealingKeyId: 'x', state: 'active', ...data },
  })
const secret = (channelId: string, data: object = {}) =>
  database().channelSecret.create({
    data: { id: newId(), channelId, sealed: 'x', sealingKeyId: 'x', fingerprint: 'x', provenAt: NOW, ...data },
  })
/** A v2.1 token of 30 days of which so much is left. */
const token = (channelId: string, leftMs: number | null, data: object = {}, lifeMs = 30 * DAY) =>
  database().token.create({
    data: {
      ...{ id: newId(), channelId, kind: 'v2.1', fingerprint: 'x', purpose: 'x', owner: 'x', issuedByName: 'x' },
      ...{ state: 'live', issuedAt: inMs((leftMs ?? 0) - lifeMs), expiresAt: leftMs === null ? null : inMs(leftMs) },
      ...data,
    },
  })
const seen = (channelId: string, keyId: string, data: object = {}) =>
  database().keyIdSighting.create({
    data: { channelId, keyId, standing: 'ours', firstSeenAt: NOW, lastSeenAt: NOW, ...data },
  })
const operation = (channelId: string, state: string) =>
  database().operation.create({
    data: { id: newId(), change: 'token.verify', state, channelId, actor: {}, plan: {}, leaseUntil: NOW },
  })
const frozen = (id: string) => database().channel.update({ where: { id }, data: { frozenAt: NOW } })
const incident = (channelId: string, closedAt: Date | null) =>
  database().incident.create({
    data: {
      ...{ id: newId(), reason: 'x', drill: false, openedBy: {}, closedAt },
      channels: { create: { channelId, before: {} } },
    },
  })

const found = async (id: string, state: ChannelFilter['state']) =>
  (await listChannels(viewer, { state, q: await numberOf(id) }, NOW)).rows.length === 1
const numberOf = async (id: string) =>
  (await database().channel.findUniqueOrThrow({ where: { id }, select: { lineChannelId: true } })).lineChannelId
const row = async (id: string) =>
  (await listChannels(viewer, { q: await numberOf(id) }, NOW)).rows.find((each) => each.id === id)

/** Which problems the filters find it by, which must agree with what its row says. */
async function problemsOf(id: string): Promise<Problem[]> {
  const has = await Promise.all(PROBLEMS.map(async (problem) => ((await found(id, problem)) ? [problem] : [])))
  const problems = has.flat()
  expect(await found(id, 'attention')).toBe(problems.length > 0)
  expect(await found(id, 'ok')).toBe(problems.length === 0)
  expect((await row(id))?.state).toBe(problems[0] ?? 'ok')
  return problems
}

type Case = [name: string, make: (id: string) => Promise<unknown>, problems: Problem[]]

describe('a channel is found by what is wrong with it, and by nothing else', () => {
  it.each<Case>([
    ['nothing', async () => undefined, []],
    ['an incident is open', (id) => incident(id, null), ['incident']],
    ['an incident was closed', (id) => incident(id, new Date()), []],
    ['issuing is frozen', frozen, ['frozen']],
    [
      'issuing is frozen for an incident',
      async (id) => {
        await frozen(id)
        await incident(id, null)
      },
      ['incident', 'frozen'],
    ],
    ['an operation is unknown', (id) => operation(id, 'unknown'), ['unknown']],
    ['an operation is settled as uncertain', (id) => operation(id, 'uncertain'), []],
    ['an operation is under way', (id) => operation(id, 'calling'), []],
    ['a revoke is not proven', (id) => token(id, 20 * DAY, { state: 'revoking' }), ['unproven']],
    ['a revoke is not proven, of a token without an end', (id) => token(id, null, { state: 'revoking' }), ['unproven']],
    [
      'a token whose revoke is not proven runs out this instant',
      (id) => token(id, 0, { state: 'revoking' }),
      ['expired'],
    ],
    ['LINE refused the secret', (id) => secret(id, { refusedAt: NOW }), ['refused']],
    [
      'LINE refused a secret that was replaced',
      async (id) => {
        await secret(id, { refusedAt: NOW, retiredAt: NOW, sealed: null, sealingKeyId: null })
        await secret(id)
      },
      [],
    ],
    ['a key ID is foreign', (id) => seen(id, 'a', { standing: 'foreign' }), ['drift']],
    ['a key ID is lost', (id) => seen(id, 'a', { standing: 'lost' }), ['drift']],
    ['a foreign key ID is gone', (id) => seen(id, 'a', { standing: 'foreign', goneAt: NOW }), []],
    ['all key IDs are ours', (id) => seen(id, 'a'), []],
    ['a millisecond less than a tenth of 30 days is left', (id) => token(id, 3 * DAY - 1), ['soon']],
    ['a tenth of 30 days is left', (id) => token(id, 3 * DAY), []],
    ['a stateless token is live', (id) => token(id, 900_000, { kind: 'stateless' }, 900_000), []],
    ['a token soon over is gone already', (id) => token(id, HOUR, { state: 'gone', goneAt: inMs(-HOUR) }), []],
    ['the last token ran out', (id) => token(id, -1), ['expired']],
    [
      'the last token ran out, and a sync saw it gone',
      (id) => token(id, -HOUR, { state: 'gone', goneAt: NOW }),
      ['expired'],
    ],
    ['only a stateless token ran out', (id) => token(id, -HOUR, { kind: 'stateless' }), []],
    ['the last token was revoked before its time', (id) => token(id, DAY, { state: 'gone', goneAt: inMs(-HOUR) }), []],
    [
      'one token ran out, and another was revoked later',
      async (id) => {
        await token(id, -2 * DAY)
        await token(id, 10 * DAY, { state: 'gone', goneAt: inMs(-DAY) })
      },
      [],
    ],
    [
      'one token was revoked, and another ran out later',
      async (id) => {
        await token(id, 10 * DAY, { state: 'gone', goneAt: inMs(-2 * DAY) })
        await token(id, -DAY)
      },
      ['expired'],
    ],
    [
      'one token ran out, and another is live',
      async (id) => {
        await token(id, -DAY)
        await token(id, 20 * DAY)
      },
      [],
    ],
  ])('%s', async (_name, make, problems) => {
    const id = await channel()
    await make(id)
    expect(await problemsOf(id)).toEqual(problems)
  })

  it.each<[string, object, Problem[]]>([
    ['no key at all', { key: 'none' }, ['noKey']],
    ['a key that waits for its kid', { key: 'generated' }, ['noKey']],
    ['a key that is proven but not in use', { key: 'ready' }, ['noKey']],
    ['no key, of a module', { key: 'none', type: 'module' }, ['noKey']],
    ['no key where LINE has no v2.1', { key: 'none', type: 'mini_app' }, []],
    ['no key where LINE has no v2.1, either', { key: 'none', type: 'line_login' }, []],
  ])('%s', async (_name, made, problems) => expect(await problemsOf(await channel(made))).toEqual(problems))

  it('LINE refused the key in use, or one that is only ready', async () => {
    const [inUse, ready] = [await channel({ key: 'none' }), await channel()]
    await signingKey(inUse, { refusedAt: NOW })
    await signingKey(ready, { state: 'ready', refusedAt: NOW })
    expect(await problemsOf(inUse)).toEqual(['refused'])
    expect(await problemsOf(ready)).toEqual([])
  })

  it.each([
    [NEARLY_FULL - 1, []],
    [NEARLY_FULL, ['nearlyFull']],
    [SLOTS, ['nearlyFull']],
  ])('%i slots are taken', async (taken, problems) => {
    const id = await channel()
    for (let nth = 0; nth < taken; nth++) await seen(id, `k${nth}`)
    expect(await problemsOf(id)).toEqual(problems)
    expect(slotLevel(taken) !== 'plain').toBe(problems.length > 0)
  })
})

it('takes for soon what the badge of a token takes for soon', async () => {
  for (const life of [HOUR, DAY, 7 * DAY, 10 * DAY, 30 * DAY])
    for (const left of [1, DAY - 1, DAY, DAY + 1, life / 10 - 1, life / 10, life / 10 + 1].filter((ms) => ms <= life)) {
      const id = await channel()
      const made = await token(id, left, {}, life)
      expect(await found(id, 'soon'), `${left} of ${life} ms`).toBe(expiresSoon({ ...made, kind: 'v2.1' }, NOW))
      expect((await row(id))?.soon).toBe(expiresSoon({ ...made, kind: 'v2.1' }, NOW))
    }
})

it('says of a channel that ran dry when that was, and nothing of one that did not', async () => {
  const [dry, live] = [await channel(), await channel()]
  for (const left of [-3 * DAY, -DAY]) await token(dry, left)
  await token(live, -DAY)
  await token(live, 20 * DAY)
  expect(await row(dry)).toMatchObject({ expiredAt: inMs(-DAY), nextExpiryAt: null })
  expect(await row(live)).toMatchObject({ expiredAt: null, nextExpiryAt: inMs(20 * DAY) })
})

it('keeps archived channels to their own filter, whatever is wrong with them', async () => {
  const id = await channel({ archivedAt: NOW, key: 'none' })
  await operation(id, 'unknown')
  for (const state of [undefined, 'attention', 'unknown', 'noKey', 'ok'] as const)
    expect(await found(id, state), state).toBe(false)
  expect(await found(id, 'archived')).toBe(true)
  expect(await found(await channel(), 'archived')).toBe(false)
})

it('says the most important of several problems, and only that', () => {
  const none = Object.fromEntries(PROBLEMS.map((problem) => [problem, false])) as Record<Problem, boolean>
  expect(stateOf(none, null)).toBe('ok')
  PROBLEMS.forEach((problem, index) => {
    const has = Object.fromEntries(PROBLEMS.map((each, nth) => [each, nth >= index])) as Record<Problem, boolean>
    expect(stateOf(has, null)).toBe(problem)
    expect(stateOf(has, NOW)).toBe('archived')
  })
  expect(PROBLEMS).toEqual([
    'incident',
    'unknown',
    'unproven',
    'refused',
    'drift',
    'expired',
    'soon',
    'nearlyFull',
    'noKey',
    'frozen',
  ])
})

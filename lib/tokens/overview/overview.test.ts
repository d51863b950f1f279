import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { PersonActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { testDatabase } from '@/sandbox/database/test-database'
import { DAY, from, givenChannel, givenToken, HOUR } from '../attention/given.fixture'
import { findSetupSteps } from './first-run'
import { getOverview } from './queries'

testDatabase({ asOwner: true })
let viewer: PersonActor
beforeAll(async () => {
  viewer = await signedIn(['viewer'])
})
beforeEach(async () => {
  await database().$executeRaw`TRUNCATE "Channel" CASCADE`
})

const states = async () => (await findSetupSteps(viewer))?.map(({ step, state }) => `${step} ${state}`)

it('leads from an empty database to a verified token, step by step', async () => {
  expect(await states()).toEqual(['channel next', 'key later', 'token later', 'verify later'])
  const channelId = await givenChannel({ key: null })
  expect(await states()).toEqual(['channel done', 'key next', 'token later', 'verify later'])
  expect((await findSetupSteps(viewer))?.[1]).toMatchObject({ channelId, at: null })

  const signingKey = { id: crypto.randomUUID(), channelId, publicJwk: {}, sealed: 'eyJ', sealingKeyId: 'k' }
  await database().signingKey.create({ data: { ...signingKey, state: 'generated' } })
  expect(await states()).toEqual(['channel done', 'key next', 'token later', 'verify later'])
  await database().signingKey.update({
    where: { id: signingKey.id },
    data: { state: 'active', kid: 'kid', activatedAt: new Date() },
  })
  expect(await states()).toEqual(['channel done', 'key done', 'token next', 'verify later'])

  const stateless = await givenToken(channelId, { kind: 'stateless', sealed: null, issuedAt: from(-HOUR) })
  expect(await states()).toEqual(['channel done', 'key done', 'token done', 'verify next'])
  expect((await findSetupSteps(viewer))?.[3]).toMatchObject({ channelId, tokenId: null })
  const tokenId = await givenToken(channelId)
  expect((await findSetupSteps(viewer))?.[3]).toMatchObject({ channelId, tokenId })
  await database().token.delete({ where: { id: stateless } })

  await database().token.update({ where: { id: tokenId }, data: { lastVerifiedAt: new Date() } })
  expect(await findSetupSteps(viewer)).toBeNull()
})

it('skips the signing key where no channel has a use for one', async () => {
  const channelId = await givenChannel({ key: null, type: 'mini_app' })
  expect(await states()).toEqual(['channel done', 'key skipped', 'token next', 'verify later'])
  expect((await findSetupSteps(viewer))?.[2]).toMatchObject({ channelId })
  await givenChannel({ key: null, type: 'module' })
  expect(await states()).toEqual(['channel done', 'key next', 'token later', 'verify later'])
})

it('is over with more than a handful of channels, of which archived ones are none', async () => {
  await givenChannel({ archivedAt: new Date() })
  expect(await states()).toContain('channel next')
  for (let count = 0; count < 5; count++) await givenChannel()
  expect(await states()).toContain('channel done')
  await givenChannel()
  expect(await findSetupSteps(viewer)).toBeNull()
})

it('counts what lives, and what ends on each of the 30 days ahead in the zone of the reader', async () => {
  const channelId = await givenChannel({ syncedAt: from(-HOUR) })
  await givenChannel({ key: null })
  const archived = await givenChannel({ archivedAt: new Date(), syncedAt: from(-DAY) })
  const timeZone = 'Pacific/Kiritimati'
  const dateOf = (at: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
  const [soon, later] = [from(HOUR), from(9 * DAY)]
  await givenToken(channelId, { expiresAt: soon })
  await givenToken(channelId, { expiresAt: later })
  await givenToken(channelId, { expiresAt: later })
  await givenToken(channelId, { kind: 'long-lived', expiresAt: null })
  await givenToken(channelId, { kind: 'stateless', expiresAt: soon })
  await givenToken(channelId, { expiresAt: from(31 * DAY) })
  await givenToken(channelId, { expiresAt: from(-HOUR) })
  await givenToken(channelId, { state: 'gone' })
  await givenToken(archived)
  const { oldestSyncAt, expiries, ...overview } = await getOverview(viewer, timeZone)
  expect(overview).toEqual({ channels: 2, neverSynced: 0, liveTokens: 6 })
  expect(expiries).toHaveLength(30)
  expect(expiries[0]?.date).toBe(dateOf(new Date()))
  expect(expiries.filter(({ count }) => count > 0)).toEqual([
    { date: dateOf(soon), count: 1, soon: 1 },
    { date: dateOf(later), count: 2, soon: 0 },
  ])
  expect(oldestSyncAt?.getTime()).toBeGreaterThan(Date.now() - 2 * HOUR)
  await givenChannel()
  expect((await getOverview(viewer, timeZone)).neverSynced).toBe(1)
})

it('is empty in an empty database', async () => {
  const { expiries, ...overview } = await getOverview(viewer, 'UTC')
  expect(overview).toEqual({ channels: 0, neverSynced: 0, liveTokens: 0, oldestSyncAt: null })
  expect(expiries.every(({ count }) => count === 0)).toBe(true)
})

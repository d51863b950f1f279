import { afterAll, beforeAll, expect, it } from 'vitest'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { listAttention } from '../attention/queries'
import { issueToken } from '../issue'
import { listUnheldKeyIds } from '../queries'
import { syncChannel } from '../sync'
import { getWatch } from '../watch/queries'
import { getSlots } from './queries'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const ago = (days: number) => new Date(Date.now() - days * 24 * 3600 * 1000)

it('tells who holds each place, when it is free, and the rate of what came since the first list', async () => {
  const { channelId, lineChannelId } = await world.channelWithKey()
  const { keyId: before } = await world.atLine.issueElsewhere(lineChannelId)
  await perform(world.operator, syncChannel, { channelId })
  await database().channel.update({ where: { id: channelId }, data: { createdAt: ago(14) } })
  for (const life of ['week', 'month'] as const)
    await perform(world.operator, issueToken, { channelId, life, purpose: `One ${life}`, owner: 'Ito Ren' })
  await perform(world.operator, issueToken, { channelId, kind: 'short-lived', purpose: 'Short' })
  const few = await getSlots(world.viewer, channelId)
  expect(few.v21.places).toMatchObject([
    { holder: 'ours', purpose: 'One week', owner: 'Ito Ren' },
    { holder: 'foreign', keyId: before, purpose: null },
    { holder: 'ours', purpose: 'One month' },
  ])
  expect(few.v21.forecast).toBeNull()
  expect(few.shortLived).toMatchObject({ places: [{ purpose: 'Short', keyId: null }], forecast: null })
  await world.atLine.issueElsewhere(lineChannelId)
  await perform(world.operator, syncChannel, { channelId })
  const { forecast } = (await getSlots(world.viewer, channelId)).v21
  expect(forecast).toMatchObject({ runsOutAt: null, basis: { days: 14, arrivals: 3 } })
})

it('names the issue that may be behind a lost key ID, and gives no end that only its own token would have', async () => {
  const { channelId } = await world.channelWithKey()
  await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'reset-after', times: 1 })
  const asked = Date.now()
  await expect(
    perform(world.operator, issueToken, { channelId, life: 'hour', purpose: 'Order notices' }),
  ).rejects.toMatchObject({ code: 'outcome_unknown' })
  await expect
    .poll(() => settle(REMOTE_CHANGES).then(() => listUnheldKeyIds(world.viewer, channelId)), { timeout: 15_000 })
    .toMatchObject([{ standing: 'lost', issue: { purpose: 'Order notices', byName: 'Sato Mayu' } }])
  const [lost] = await listUnheldKeyIds(world.viewer, channelId)
  const [from, by] = [lost?.issue?.endsFrom.getTime() ?? 0, lost?.issue?.endsBy.getTime() ?? 0]
  expect(by - from).toBe(2000)
  expect(from).toBeGreaterThanOrEqual(asked + 3_600_000)
  expect(from).toBeLessThan(asked + 3_600_000 + 5000)
  expect(lost?.issue?.among).toBe(1)
  const { places } = (await getSlots(world.viewer, channelId)).v21
  const latest = new Date((lost?.firstSeenAt.getTime() ?? 0) + 30 * 24 * 3_600_000)
  expect(places).toMatchObject([{ holder: 'lost', purpose: 'Order notices', freeAt: latest }])
})

it('calls none of several new key IDs surely ours, and of all but one says that they are foreign', async () => {
  const { channelId, lineChannelId } = await world.channelWithKey()
  await world.atLine.addFault({ endpoint: 'issueChannelTokenByJWT', kind: 'reset-after', times: 1 })
  const issue = { channelId, life: 'hour', purpose: 'Order notices' } as const
  await expect(perform(world.operator, issueToken, issue)).rejects.toMatchObject({ code: 'outcome_unknown' })
  await world.atLine.issueElsewhere(lineChannelId)
  await expect
    .poll(() => settle(REMOTE_CHANGES).then(() => listUnheldKeyIds(world.viewer, channelId)), { timeout: 15_000 })
    .toMatchObject([
      { standing: 'lost', issue: { among: 2 } },
      { standing: 'lost', issue: { among: 2 } },
    ])
  const { ending } = await database().operation.findFirstOrThrow({ where: { channelId, change: 'token.issue' } })
  const { expiresBy } = ending as { expiresBy: string }
  expect(new Date(expiresBy).getTime()).toBeGreaterThan(Date.now() + 29 * 24 * 3_600_000)
  expect((await getSlots(world.viewer, channelId)).v21.places).toMatchObject([{ purpose: null }, { purpose: null }])
  const { rows } = await listAttention(world.viewer)
  expect(rows.filter((item) => item.channelId === channelId).map(({ kind, count }) => [kind, count])).toEqual(
    expect.arrayContaining([
      ['unexplained', 1],
      ['drift', 1],
    ]),
  )
})

it('tells when a list is read next', async () => {
  const { channelId } = await world.channelWithKey()
  await perform(world.operator, syncChannel, { channelId })
  const { syncedAt } = await database().channel.findUniqueOrThrow({ where: { id: channelId } })
  const next = new Date((syncedAt?.getTime() ?? 0) + 15 * 60_000)
  expect(await getWatch(world.viewer, channelId)).toEqual({ state: 'on', nextAt: next, refused: false })
  expect(await getWatch(world.viewer, (await world.registeredChannel()).channelId)).toEqual({ state: 'none' })
})

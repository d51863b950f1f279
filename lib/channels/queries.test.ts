import { beforeAll, expect, it } from 'vitest'
import type { PersonActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { testDatabase } from '@/sandbox/database/test-database'
import { getChannel, listChannels } from './queries'

testDatabase()

// Names in fives, so that pages break inside equal names.
const TOTAL = 120
let viewer: PersonActor
beforeAll(async () => {
  viewer = await signedIn(['viewer'])
  const data = Array.from({ length: TOTAL }, (_, index) => ({
    id: newId(),
    lineChannelId: String(1_650_000_000 + index),
    name: `Channel ${String(Math.floor(((index * 7) % TOTAL) / 5)).padStart(2, '0')}`,
    type: 'messaging_api',
    environment: 'production',
    owner: 'Sato Mayu',
  }))
  await database().channel.createMany({ data })
  const [first] = data
  await database().channel.create({
    data: { ...first, id: newId(), lineChannelId: '1', archivedAt: new Date() } as never,
  })
})

it('shows every channel once, forwards and back the same, with its place and the exact total', async () => {
  const forwards = [await listChannels(viewer)]
  for (let next = forwards[0]?.next; next; next = forwards.at(-1)?.next)
    forwards.push(await listChannels(viewer, { after: next }))

  expect(forwards.map(({ from, total, rows }) => [from, rows.length, total])).toEqual([
    [0, 50, TOTAL],
    [50, 50, TOTAL],
    [100, 20, TOTAL],
  ])
  const names = forwards.flatMap(({ rows }) => rows.map(({ name }) => name))
  expect(names).toEqual(names.toSorted())
  expect(new Set(forwards.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(TOTAL)
  expect(forwards[0]?.previous).toBeNull()

  const back = await listChannels(viewer, { before: forwards[2]?.previous ?? '' })
  expect(back).toEqual(forwards[1])
  expect(await listChannels(viewer, { before: back.previous ?? '' })).toEqual(forwards[0])
})

it('begins anew from a place that is gone', async () => {
  const { from, previous, rows } = await listChannels(viewer, { after: newId() })
  expect([from, previous, rows.length]).toEqual([0, null, 50])
})

it('refuses what is no channel', async () => {
  await expect(getChannel(viewer, newId())).rejects.toMatchObject({ code: 'not_found' })
})

it('counts no slot for a token of ours that has expired since the list was read', async () => {
  const [channel] = (await listChannels(viewer)).rows
  const channelId = channel?.id ?? ''
  const at = new Date()
  const seen = { channelId, firstSeenAt: at, lastSeenAt: at }
  const token = {
    channelId,
    kind: 'v2.1',
    fingerprint: 'x',
    purpose: 'x',
    owner: 'x',
    issuedByName: 'x',
    issuedAt: at,
    state: 'live',
  }
  const [past, future] = [new Date(Date.now() - 1000), new Date(Date.now() + 60_000)]
  await database().token.createMany({
    data: [
      { ...token, id: newId(), keyId: 'expired', expiresAt: past },
      { ...token, id: newId(), keyId: 'live', expiresAt: future },
    ],
  })
  await database().keyIdSighting.createMany({
    data: [
      { ...seen, keyId: 'expired', standing: 'ours' },
      { ...seen, keyId: 'live', standing: 'ours' },
      { ...seen, keyId: 'elsewhere', standing: 'foreign' },
      { ...seen, keyId: 'left', standing: 'foreign', goneAt: at },
    ],
  })
  expect(await getChannel(viewer, channelId)).toMatchObject({ slotsTaken: 2, nextExpiryAt: future })
})

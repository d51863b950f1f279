import { beforeAll, expect, it } from 'vitest'
import type { PersonActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { transaction } from '@/lib/db/transaction'
import { testDatabase } from '@/sandbox/database/test-database'
import { findChannelChoices, getChannel, lockWorkingChannel } from './queries'

testDatabase()

const described = { type: 'messaging_api', environment: 'production', owner: 'Sato Mayu' }
const [working, archived] = [newId(), newId()]
let viewer: PersonActor
beforeAll(async () => {
  viewer = await signedIn(['viewer'])
  await database().channel.createMany({
    data: [
      { ...described, id: working, lineChannelId: '1650000001', name: 'Working' },
      { ...described, id: archived, lineChannelId: '1650000002', name: 'Archived', archivedAt: new Date() },
    ],
  })
})

it('refuses what is no channel', async () => {
  await expect(getChannel(viewer, newId())).rejects.toMatchObject({ code: 'not_found' })
})

it('reads an archived channel, but offers it nowhere to choose from', async () => {
  expect(await getChannel(viewer, archived)).toMatchObject({ state: 'archived' })
  expect(await findChannelChoices(viewer)).toEqual([{ id: working, name: 'Working' }])
})

it('locks a channel that is worked with, and refuses an archived one and none', async () => {
  const lock = (id: string) => transaction((tx) => lockWorkingChannel(tx, id))
  expect(await lock(working)).toMatchObject({ name: 'Working', lineChannelId: '1650000001', type: 'messaging_api' })
  await expect(lock(archived)).rejects.toMatchObject({ reason: 'channelArchived' })
  await expect(lock(newId())).rejects.toMatchObject({ code: 'not_found' })
})

it('counts no slot for a token of ours that has expired since the list was read', async () => {
  const at = new Date()
  const seen = { channelId: working, firstSeenAt: at, lastSeenAt: at }
  const token = {
    ...{ channelId: working, kind: 'v2.1', fingerprint: 'x', purpose: 'x', owner: 'x', issuedByName: 'x' },
    ...{ issuedAt: at, state: 'live' },
  }
  const [past, future] = [new Date(Date.now() - 1000), new Date(Date.now() + 60_000)]
  await database().token.createMany({
    data: [
      { ...token, id: newId(), keyId: 'expired', expiresAt: past },
      { ...token, id: newId(), keyId: 'live', expiresAt: future },
      // Made to end, and in no slot.
      { ...token, id: newId(), kind: 'stateless', expiresAt: new Date(Date.now() + 1000) },
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
  expect(await getChannel(viewer, working)).toMatchObject({ slotsTaken: 2, nextExpiryAt: future })
})

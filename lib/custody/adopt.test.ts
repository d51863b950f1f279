import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { perform } from '@/lib/perform'
import { openKeyringToAdopt } from '@/lib/sealing/adopt-keys'
import { isMacOf } from '@/lib/sealing/history-keys'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { startWorld, type World } from '@/sandbox/world'
import { adoptHistory, vouchForAll } from './adopt'
import { forgetKeys, givenEvents } from './given-history.fixture'

const operator = systemActor('command line')
const by = 'root'
let world: World
beforeAll(async () => {
  world = await startWorld({ asOwner: true })
  await givenEvents(20)
})
afterAll(() => world.close())
beforeEach(() => forgetKeys(world))

async function adopt() {
  await openKeyringToAdopt()
  return perform(operator, adoptHistory, { ...(await vouchForAll()), by })
}

const states = async () =>
  (await database().sealingKey.findMany({ where: { purpose: { in: ['history', 'checkpoint'] } } })).map(
    (row) => row.state,
  )

async function expectVouchedFor() {
  const macs = new Map((await database().eventMac.findMany()).map((row) => [row.seq, row]))
  const events = await database().event.findMany({ select: { seq: true, hash: true } })
  expect(macs.size).toBe(events.length)
  const bad = events.filter(({ seq, hash }) => !isMacOf(hash, macs.get(seq)?.keyId ?? '', macs.get(seq)?.mac ?? hash))
  expect(bad).toEqual([])
}

it('gives every event its keyed hash, and only then lets Kagiban start', async () => {
  await expect(openKeyring()).rejects.toThrow('kagiban history adopt')
  const { result } = await adopt()
  expect(result.count).toBeGreaterThanOrEqual(20)
  expect(await states()).toEqual(['active', 'active'])
  await openKeyring()
  await expectVouchedFor()
  const last = await database().event.findFirstOrThrow({ orderBy: { seq: 'desc' } })
  expect(last.name).toBe('history.adopt')
  expect(await database().checkpoint.findMany()).toMatchObject([{ seq: last.seq, cause: 'history.adopt' }])
  await expect(openKeyringToAdopt()).rejects.toThrow('nothing to take over')
})

it('goes on with what was interrupted, and until then Kagiban does not start', async () => {
  await openKeyringToAdopt()
  await vouchForAll()
  await expect(openKeyring()).rejects.toThrow('has not ended. Run: kagiban history adopt')
  await world.asOwner('DELETE FROM "HistoryAnchor"', 'ALTER TABLE "EventMac" DISABLE TRIGGER USER')
  await world.asOwner('DELETE FROM "EventMac" WHERE seq > 10', 'ALTER TABLE "EventMac" ENABLE TRIGGER USER')
  await adopt()
  await openKeyring()
  await expectVouchedFor()
})

it('takes over no history that does not hold, or whose end is gone', async () => {
  const edit = (statement: string) =>
    world.asOwner('ALTER TABLE "Event" DISABLE TRIGGER USER', statement, 'ALTER TABLE "Event" ENABLE TRIGGER USER')
  const event = await database().event.findUniqueOrThrow({ where: { seq: 5n } })
  await edit(`UPDATE "Event" SET body = replace(body, 'channel.edit', 'channel.gone') WHERE seq = 5`)
  await expect(adopt()).rejects.toMatchObject({ reason: 'historyNotWhole', values: { problem: expect.any(String) } })
  expect(await states()).toEqual(['decrypt-only', 'decrypt-only'])
  await edit(`UPDATE "Event" SET body = replace(body, 'channel.gone', 'channel.edit') WHERE seq = 5`)
  expect(await database().event.findUniqueOrThrow({ where: { seq: 5n } })).toEqual(event)
  const { seq } = await database().chainHead.findFirstOrThrow()
  await edit(`DELETE FROM "Event" WHERE seq = ${seq}`)
  await expect(adopt()).rejects.toMatchObject({ reason: 'historyNotWhole' })
})

it('covers up no keys that were lost', async () => {
  await world.asOwner(`INSERT INTO "EventMac" VALUES (1, 'history-0001', '\\x00')`)
  await expect(openKeyringToAdopt()).rejects.toThrow('Restore the SealingKey table')
  expect(await states()).toEqual([])
})

it('is for nobody who signs in', async () => {
  await openKeyringToAdopt()
  const everybody = await signedIn(['viewer', 'auditor', 'operator', 'admin'])
  await expect(perform(everybody, adoptHistory, { seq: 0, hash: '0'.repeat(64), by })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

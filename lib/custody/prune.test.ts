import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { exportHistory } from '@/lib/exports/export-history'
import { streamHistory } from '@/lib/exports/stream-history'
import { perform } from '@/lib/perform'
import { verifyFiles } from '@/lib/verifying/verify-history.mjs'
import { startWorld, type World } from '@/sandbox/world'
import { givenEvents, letAge, letLeave } from './given-history.fixture'
import { holdHistory } from './hold'
import { pruneHistory } from './prune'
import { findPrune, listHolds } from './queries'
import { releaseHistory } from './release'
import { removePruned } from './remove-pruned'

const operator = systemActor('command line')
const by = 'root'
const folder = mkdtempSync(join(tmpdir(), 'kagiban-prune-'))
let world: World
beforeAll(async () => {
  world = await startWorld({ asOwner: true })
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  await removePruned()
  await letLeave()
})

const prune = (days = 400) => perform(operator, pruneHistory, { days, by })
const anchors = () => database().historyAnchor.count()
const first = async () => Number((await database().event.findFirstOrThrow({ orderBy: { seq: 'asc' } })).seq)

/** What an auditor says to an export made now. */
async function verified() {
  const auditor = await signedIn(['auditor'])
  const { result } = await perform(auditor, exportHistory, { format: 'jsonl' })
  const file = join(folder, 'export.jsonl')
  writeFileSync(file, await new Response(streamHistory(auditor, result)).text())
  return verifyFiles([file], undefined)
}

it('removes all up to the last checkpoint that left and is old enough, and what is left still verifies', async () => {
  await givenEvents(10)
  const to = await givenEvents(10)
  await letLeave()
  const kept = await givenEvents(3)
  await letAge(world)
  await givenEvents(2)
  const from = await first()
  expect((await findPrune(operator, 400)).cut).toMatchObject({ from, to, count: to - from + 1 })
  const { result } = await prune()
  expect(result).toMatchObject({ from, to })
  const event = await database().event.findFirstOrThrow({ where: { name: 'history.prune' }, orderBy: { seq: 'desc' } })
  expect(JSON.parse(event.body)).toMatchObject({
    outcome: 'done',
    detail: { fromPlace: from, upTo: to, days: 400, by },
  })
  expect(await database().checkpoint.count({ where: { seq: event.seq } })).toBe(1)

  // Decided and not yet done, as when it was killed here: nothing that is left over gets into an export.
  expect(await verified()).toMatchObject({ problems: [], head: { after: { seq: to } } })
  expect(await removePruned()).toBe(to - from + 1)
  expect(await first()).toBe(to + 1)
  expect(await database().eventMac.count({ where: { seq: { lte: to } } })).toBe(0)
  const { problems, head, events, last } = await verified()
  expect({ problems, whole: head.whole, after: head.after.seq, events }).toEqual({
    ...{ problems: [], whole: true, after: to, events: last - to },
  })
  expect(await database().event.count({ where: { seq: BigInt(kept) } })).toBe(1)
})

it('goes on with what was interrupted', async () => {
  const to = await givenEvents(5)
  await letLeave()
  await letAge(world)
  await prune()
  // Killed between an event and its keyed hash.
  await world.asOwner(`DELETE FROM "Event" WHERE seq = ${to - 2}`)
  const unfinished = await database().event.count({ where: { seq: { lte: to } } })
  expect(await findPrune(operator, 400)).toMatchObject({ unfinished })
  await removePruned()
  expect(await first()).toBe(to + 1)
  expect(await database().eventMac.count({ where: { seq: { lte: to } } })).toBe(0)
  await expect(prune()).rejects.toMatchObject({ reason: 'nothingToPrune' })
})

it('waits for a verification that began before it was decided', async () => {
  const to = await givenEvents(3)
  await letAge(world)
  await letLeave()
  const check = {
    chain: 'history',
    seq: BigInt(to),
    hash: new Uint8Array(32),
    heldUntil: new Date(Date.now() + 60_000),
  }
  await database().historyCheck.create({ data: check })
  await prune()
  const removing = removePruned()
  await sleep(300)
  expect(await first()).toBeLessThanOrEqual(to)
  await database().historyCheck.updateMany({ data: { heldUntil: null } })
  expect(await removing).toBeGreaterThan(0)
  await database().historyCheck.deleteMany()
})

it('leaves what is younger, and what no checkpoint that left vouches for', async () => {
  await givenEvents(3)
  await letLeave()
  await expect(prune()).rejects.toMatchObject({ reason: 'nothingToPrune' })
  await letAge(world)
  await database().checkpointDelivery.updateMany({ data: { deliveredAt: null } })
  const before = await anchors()
  await expect(prune()).rejects.toMatchObject({ reason: 'nothingToPrune' })
  expect(await anchors()).toBe(before)
})

it('removes nothing while a hold stands, not even what was decided before', async () => {
  await givenEvents(3)
  await letAge(world)
  await letLeave()
  const { result } = await perform(operator, holdHistory, { reason: 'Case 7', by })
  expect(await listHolds(operator)).toMatchObject([{ id: result.id, reason: 'Case 7', setBy: by }])
  const before = await anchors()
  await expect(prune()).rejects.toMatchObject({ reason: 'historyHeld' })
  expect(await anchors()).toBe(before)
  await perform(operator, releaseHistory, { id: result.id, by })
  await expect(perform(operator, releaseHistory, { id: result.id, by })).rejects.toMatchObject({
    reason: 'holdNotFound',
  })
  await prune()
  const second = await perform(operator, holdHistory, { reason: 'Case 8', by })
  expect(await removePruned()).toBe(0)
  await perform(operator, releaseHistory, { id: second.result.id, by })
  expect(await removePruned()).toBeGreaterThan(0)
  expect(await world.outcomesOf('history.hold')).toEqual(['done', 'done'])
  expect(await world.outcomesOf('history.release')).toEqual(['done', 'done'])
})

it('removes no evidence: neither of a history that does not hold, nor of an event its checkpoint does not mean', async () => {
  const seq = BigInt(await givenEvents(3))
  await letAge(world)
  await letLeave()
  const check = { chain: 'history', seq, hash: new Uint8Array(32), problem: { seq: 1 } }
  await database().historyCheck.create({ data: check })
  await expect(prune()).rejects.toMatchObject({ reason: 'historyDoubted' })
  await database().historyCheck.deleteMany()
  await world.asOwner(
    'ALTER TABLE "Event" DISABLE TRIGGER USER',
    `UPDATE "Event" SET hash = sha256('another') WHERE seq = ${seq}`,
    'ALTER TABLE "Event" ENABLE TRIGGER USER',
  )
  await expect(prune()).rejects.toMatchObject({ reason: 'historyDoubted' })
})

it('is for nobody who signs in', async () => {
  const everybody = await signedIn(['viewer', 'auditor', 'operator', 'admin'])
  const id = '00000000-0000-7000-8000-000000000000'
  for (const ask of [
    () => perform(everybody, pruneHistory, { days: 400, by }),
    () => perform(everybody, holdHistory, { reason: 'x', by }),
    () => perform(everybody, releaseHistory, { id, by }),
  ])
    await expect(ask()).rejects.toMatchObject({ code: 'forbidden' })
  expect(await world.outcomesOf('history.prune')).toContain('denied')
})

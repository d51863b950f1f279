import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { startWorld, type World } from '@/sandbox/world'
import { GET } from './route'

let world: World
beforeAll(async () => {
  world = await startWorld({ cable: true })
})
afterAll(() => world.close())
// What it knows of the history is a second old at most.
afterEach(() => sleep(1_100))

async function health(query = '') {
  const began = Date.now()
  const answer = await GET(new Request(`http://localhost:3000/api/health${query}`))
  expect(Date.now() - began).toBeLessThan(2_500)
  return [answer.status, ((await answer.json()) as { status: string }).status]
}

const check = (problem: string) =>
  world.asOwner(
    `INSERT INTO "HistoryCheck" (chain, seq, hash, problem) VALUES ('history', 1, '\\x00', ${problem})
     ON CONFLICT (chain) DO UPDATE SET problem = excluded.problem`,
  )

it('is well while the history is, and leaves nothing behind by asking', async () => {
  const before = await database().event.count()
  expect(await health()).toEqual([200, 'ok'])
  expect(await health('?only=database')).toEqual([200, 'ok'])
  expect(await database().event.count()).toBe(before)
  expect(await database().chainHead.findFirst()).toMatchObject({ seq: BigInt(before) })
})

it('is not while no event can be written, as when a part of it cannot', async () => {
  await world.asOwner('ALTER TABLE "EventMac" RENAME TO "EventMacElsewhere"')
  try {
    expect(await health()).toEqual([503, 'history-unwritable'])
    expect(await health('?only=database')).toEqual([200, 'ok'])
  } finally {
    await world.asOwner('ALTER TABLE "EventMacElsewhere" RENAME TO "EventMac"')
  }
  await sleep(1_100)
  expect(await health()).toEqual([200, 'ok'])
})

it('is not while somebody holds the head of the chain for longer than it has patience', async () => {
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await holder.connect()
  await holder.query('BEGIN')
  await holder.query('SELECT * FROM history_head()')
  expect(await health()).toEqual([503, 'history-unwritable'])
  await holder.end()
})

it('is not while the last verification found something', async () => {
  await check(`'{"seq":7}'`)
  expect(await health()).toEqual([503, 'history-broken'])
  expect(await health('?only=database')).toEqual([200, 'ok'])
  await check('NULL')
  expect(await health()).toEqual([200, 'ok'])
})

it('is not while the database does not answer', async () => {
  world.cable?.pull()
  expect(await health()).toEqual([503, 'unavailable'])
  expect(await health('?only=database')).toEqual([503, 'unavailable'])
})

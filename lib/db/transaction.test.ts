import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, expectTypeOf, it } from 'vitest'
import { testDatabase } from '@/sandbox/database/test-database'
import { closeDatabase, database } from './client'
import { isDatabaseGone, isUniqueViolation } from './errors'
import { newId } from './id'
import { type Tx, transaction } from './transaction'

const made = testDatabase({ asOwner: true })

const channel = (lineChannelId: string) => ({
  ...{ id: newId(), lineChannelId, name: 'a', owner: 'o' },
  ...{ type: 'messaging_api', environment: 'production' },
})
const rename = (tx: Tx, lineChannelId: string, name: string) =>
  tx.channel.update({ where: { lineChannelId }, data: { name } })

it('is what a Tx comes from: the plain client is none', () => {
  expectTypeOf(database()).not.toExtend<Tx>()
  expectTypeOf(transaction<number>)
    .parameter(0)
    .parameter(0)
    .toEqualTypeOf<Tx>()
})

it('keeps everything or nothing', async () => {
  const failing = transaction(async (tx) => {
    await tx.channel.create({ data: channel('1') })
    throw new Error('changed its mind')
  })
  await expect(failing).rejects.toThrow('changed its mind')
  expect(await database().channel.count()).toBe(0)
})

it('runs again what a deadlock ended', async () => {
  await database().channel.createMany({ data: [channel('10'), channel('11')] })
  let runs = 0
  const lockInTurn = (first: string, second: string, name: string) =>
    transaction(async (tx) => {
      runs += 1
      await rename(tx, first, name)
      await sleep(150)
      await rename(tx, second, name)
    })
  await Promise.all([lockInTurn('10', '11', 'x'), lockInTurn('11', '10', 'y')])
  const names = await database().channel.findMany({
    select: { name: true },
    where: { lineChannelId: { in: ['10', '11'] } },
  })
  expect(runs).toBe(3)
  expect(new Set(names.map(({ name }) => name)).size).toBe(1)
})

it('ends after its time', async () => {
  const slow = transaction(
    async (tx) => {
      await tx.channel.create({ data: channel('20') })
      await sleep(300)
      await tx.channel.count()
    },
    { timeoutMs: 100 },
  )
  await expect(slow).rejects.toThrow('expired transaction')
  expect(await database().channel.count({ where: { lineChannelId: '20' } })).toBe(0)
})

it('names the unique index that refused a row, and takes nothing else for it', async () => {
  await database().channel.create({ data: channel('30') })
  const again = await database()
    .channel.create({ data: channel('30') })
    .catch((error: unknown) => error)
  expect(isUniqueViolation(again)).toBe(true)
  expect(isUniqueViolation(again, 'Channel_lineChannelId_key')).toBe(true)
  expect(isUniqueViolation(again, 'Channel_pkey')).toBe(false)
  expect(isDatabaseGone(again)).toBe(false)
  const raw = await database().$executeRaw`INSERT INTO "ChainHead" VALUES ('history', 0, '')`.catch((e: unknown) => e)
  expect(isUniqueViolation(raw, 'ChainHead_pkey')).toBe(true)
  const unchecked = await database()
    .channel.create({ data: channel('abc') })
    .catch((error: unknown) => error)
  expect(isUniqueViolation(unchecked)).toBe(false)
})

it('lets only one issue of a channel be in flight', async () => {
  const issue = (kind: string, state: string, channelId: string) =>
    database().operation.create({
      data: { id: newId(), change: 'token.issue', kind, state, channelId, actor: {}, plan: {}, leaseUntil: new Date() },
    })
  const channelId = newId()
  await issue('v2.1', 'unknown', channelId)
  const second = await issue('v2.1', 'prepared', channelId).catch((error: unknown) => error)
  expect(isUniqueViolation(second, 'operation_one_issue_in_flight')).toBe(true)
  await issue('stateless', 'calling', channelId)
  await issue('v2.1', 'done', channelId)
})

it('stores instants in UTC whatever zone the server or the address names', async () => {
  const client = new pg.Client({ connectionString: made().url })
  await client.connect()
  await client.query(`ALTER DATABASE "${new URL(made().url).pathname.slice(1)}" SET timezone TO 'Asia/Tokyo'`)
  await closeDatabase()
  const [row] = await database().$queryRaw<{ zone: string }[]>`SELECT current_setting('TimeZone') AS zone`
  expect(row?.zone).toBe('UTC')
  const at = new Date('2026-03-29T00:30:00.123Z')
  await database().channel.create({ data: { ...channel('40'), createdAt: at } })
  const { rows } = await client.query(
    `SELECT extract(epoch FROM "createdAt") * 1000 AS ms FROM "Channel" WHERE "lineChannelId" = '40'`,
  )
  await client.end()
  expect(Number(rows[0].ms)).toBe(at.getTime())
})

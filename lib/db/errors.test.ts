import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testEnvironment } from '@/sandbox/database/test-database'
import { closeDatabase, database } from './client'
import { type EmbeddedDatabase, startEmbedded } from './embedded'
import { isConflict, isDatabaseGone } from './errors'
import { transaction } from './transaction'

let folder: string
let server: EmbeddedDatabase

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kagiban-errors-'))
  chmodSync(folder, 0o711)
  server = await startEmbedded(folder, 'fsync = off\n')
  testEnvironment(server.url)
})
afterAll(async () => {
  await closeDatabase()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const fault = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => error,
  )

it('what is wrong in a query does not mean that it is gone', async () => {
  expect(isDatabaseGone(await fault(database().$queryRaw`SELECT 1/0`.then()))).toBe(false)
  expect(isDatabaseGone(new Error('line.unreachable'))).toBe(false)
  expect(isDatabaseGone(undefined)).toBe(false)
})

it('a server that takes a connection and says nothing is gone', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  const client = new pg.Client({ host: '127.0.0.1', port, connectionTimeoutMillis: 100 })
  client.on('error', () => {})
  expect(isDatabaseGone(await fault(client.connect()))).toBe(true)
  silent.close()
})

it('a database that goes away is gone: in a query, between two, at commit, and until it is back', async () => {
  await database().$queryRaw`SELECT 1`
  const inQuery = fault(database().$queryRaw`SELECT pg_sleep(30)::text`.then())
  const between = fault(
    transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1`
      await sleep(1500)
      await tx.$queryRaw`SELECT 1`
    }),
  )
  const atCommit = fault(
    transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1`
      await sleep(1500)
    }),
  )
  await sleep(300)
  await server.stop()
  const stopped = Date.now()
  const afterwards = [fault(database().$queryRaw`SELECT 1`.then()), fault(database().channel.count())]
  afterwards.push(fault(transaction((tx) => tx.channel.count())))
  for (const error of await Promise.all([inQuery, between, atCommit, ...afterwards])) {
    expect(error).not.toBe('no error')
    expect([isDatabaseGone(error), isConflict(error)], String(error)).toEqual([true, false])
  }
  expect(Date.now() - stopped).toBeLessThan(5000)
})

import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, it } from 'vitest'
import { env } from '@/lib/env'
import { testDatabase } from '@/sandbox/database/test-database'
import { database } from './client'

testDatabase()

it('outlives the loss of connections that nobody is using', async () => {
  await Promise.all([1, 2, 3].map(() => database().$queryRaw`SELECT pg_sleep(0.05)::text`))
  const other = new pg.Client({ connectionString: env().DATABASE_URL })
  await other.connect()
  const { rowCount } = await other.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
  expect(rowCount).toBeGreaterThan(1)
  await other.end()
  // Without a listener the process is told of it by an exception that nobody catches.
  await sleep(200)
  expect(await database().$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }])
})

import { afterAll, beforeAll, inject } from 'vitest'
import { closeDatabase } from '@/lib/db/client'
import { createDatabase, dropDatabase } from './template'

// `database()` checks the whole environment, of which a test of the database sets nothing.
const ENVIRONMENT = {
  KAGIBAN_MODE: 'sandbox',
  KAGIBAN_URL: 'http://localhost:3000',
  KAGIBAN_SESSION_SECRET: 'a session secret for tests, 32 or more',
  KAGIBAN_OIDC_ISSUER: 'http://127.0.0.1:3001',
  KAGIBAN_LINE_URL: 'http://127.0.0.1:9',
  KAGIBAN_OIDC_CLIENT_ID: 'kagiban',
  KAGIBAN_OIDC_CLIENT_SECRET: 'not used by these tests',
  KAGIBAN_ROLE_GROUPS: 'line-operators=operator',
}

/** Points `database()` at a database; of the rest of the environment, sets what is not set. */
export function testEnvironment(databaseUrl: string): void {
  for (const [name, value] of Object.entries(ENVIRONMENT)) process.env[name] ??= value
  process.env.DATABASE_URL = databaseUrl
}

/** A database of a test's own; `drop` removes it. */
export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

/** A new copy of the migrated database. */
export async function copyDatabase(): Promise<TestDatabase> {
  const template = inject('databaseTemplate')
  const url = await createDatabase(template, new URL(template).pathname.slice(1))
  return { url, drop: () => dropDatabase(url) }
}

/** A new database without any table. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const url = await createDatabase(inject('databaseTemplate'))
  return { url, drop: () => dropDatabase(url) }
}

/**
 * Gives this test file a migrated database of its own, which `database()` uses, and drops it afterwards. Call it at the
 * top of the file; the function it answers tells the address once tests run.
 */
export function testDatabase(): () => string {
  let made: TestDatabase | undefined
  beforeAll(async () => {
    made = await copyDatabase()
    testEnvironment(made.url)
  })
  afterAll(async () => {
    await closeDatabase()
    await made?.drop()
  })
  return () => made?.url ?? ''
}

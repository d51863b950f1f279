import { afterAll, beforeAll, inject } from 'vitest'
import { closeDatabase } from '@/lib/db/client'
import { createDatabase, dropDatabase, withDatabase } from './template'

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

/** A database of a test's own, as the application's role and as its owner; `drop` removes it. */
export interface TestDatabase {
  url: string
  ownerUrl: string
  drop(): Promise<void>
}

/** A new copy of the migrated database. */
export async function copyDatabase(): Promise<TestDatabase> {
  const template = inject('databaseTemplate')
  const ownerUrl = await createDatabase(template.ownerUrl, new URL(template.ownerUrl).pathname.slice(1))
  const url = withDatabase(template.url, new URL(ownerUrl).pathname.slice(1))
  return { url, ownerUrl, drop: () => dropDatabase(ownerUrl) }
}

/** A new database without any table, which the application's role may not enter. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const url = await createDatabase(inject('databaseTemplate').ownerUrl)
  return { url, ownerUrl: url, drop: () => dropDatabase(url) }
}

/**
 * Gives this test file a migrated database of its own, which `database()` uses, and drops it afterwards; `asOwner` for a
 * test that does to it what the application may not. Call it at the top of the file; the function it answers tells its
 * addresses once tests run.
 */
export function testDatabase({ asOwner = false } = {}): () => { url: string; ownerUrl: string } {
  let made: TestDatabase | undefined
  let url = ''
  beforeAll(async () => {
    made = await copyDatabase()
    url = asOwner ? made.ownerUrl : made.url
    testEnvironment(url)
  })
  afterAll(async () => {
    await closeDatabase()
    await made?.drop()
  })
  return () => ({ url, ownerUrl: made?.ownerUrl ?? '' })
}

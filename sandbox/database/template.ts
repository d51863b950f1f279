import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { grantApp } from '@/lib/db/grants'
import { applyMigrations } from '@/lib/db/migrate'

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

/** The same server's address with another database. */
export function withDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.toString()
}

/** Makes an empty database on the server at `url`, or a copy of `template`, and answers its address. */
export async function createDatabase(url: string, template = 'template0'): Promise<string> {
  const name = `kagiban_test_${randomUUID().replaceAll('-', '')}`
  await administer(url, `CREATE DATABASE "${name}" TEMPLATE "${template}"`)
  return withDatabase(url, name)
}

/** Removes a database that `createDatabase` made, whoever is still connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  if (!name.startsWith('kagiban_test_')) throw new Error(`not a test database: ${name}`)
  await administer(withDatabase(url, 'postgres'), `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
}

/** A migrated database, as its owner and as the application's role. */
export interface Template {
  ownerUrl: string
  url: string
}

/** Makes a database with every migration applied, to be copied, and a role for the application. */
export async function createTemplate(serverUrl: string): Promise<Template> {
  const ownerUrl = await createDatabase(serverUrl)
  await applyMigrations(ownerUrl, MIGRATIONS)
  const address = new URL(ownerUrl)
  address.username = `kagiban_test_${randomUUID().replaceAll('-', '')}`
  address.password = randomUUID()
  await grantApp(ownerUrl, address.toString(), { make: true })
  return { ownerUrl, url: address.toString() }
}

/** Removes a template with its role; what was copied from it must be gone. */
export async function dropTemplate({ ownerUrl, url }: Template): Promise<void> {
  await dropDatabase(ownerUrl)
  await administer(ownerUrl, `DROP ROLE IF EXISTS "${new URL(url).username}"`)
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

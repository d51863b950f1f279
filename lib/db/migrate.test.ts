import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { emptyDatabase, type TestDatabase } from '@/sandbox/database/test-database'
import { applyMigrations } from './migrate'

let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await emptyDatabase()
  folder = mkdtempSync(join(tmpdir(), 'kagiban-migrations-'))
  cpSync('prisma/migrations', folder, { recursive: true })
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

const apply = () => applyMigrations(database.url, folder)

function addMigration(name: string, sql: string): void {
  mkdirSync(join(folder, name))
  writeFileSync(join(folder, name, 'migration.sql'), sql)
}

async function query<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query<T>(sql).finally(() => client.end())
  return rows
}

const ALL = readdirSync('prisma/migrations', { withFileTypes: true }).filter((entry) => entry.isDirectory()).length

it('applies everything once, also when two start together', async () => {
  const [one, two] = await Promise.all([apply(), apply()])
  expect([one.length, two.length].sort()).toEqual([0, ALL])
  expect(await apply()).toEqual([])
  const [row] = await query('SELECT count(*)::int AS n, count(finished_at)::int AS done FROM _prisma_migrations')
  expect(row).toEqual({ n: ALL, done: ALL })
})

it('keeps nothing of a migration that fails, and goes on from there once it is mended', async () => {
  addMigration('29990101000000_half', 'CREATE TABLE half (id int); SELECT 1/0;')
  await expect(apply()).rejects.toThrow('29990101000000_half failed; nothing of it was kept')
  expect(await query(`SELECT to_regclass('half') AS half`)).toEqual([{ half: null }])
  writeFileSync(join(folder, '29990101000000_half', 'migration.sql'), 'CREATE TABLE half (id int);')
  expect(await apply()).toEqual(['29990101000000_half'])
})

it('refuses a migration that was changed after it had been applied', async () => {
  const [first = ''] = await apply()
  appendFileSync(join(folder, first, 'migration.sql'), '-- changed')
  await expect(apply()).rejects.toThrow(`The migration ${first} was changed`)
})

it('refuses a database that a newer version migrated', async () => {
  addMigration('29990101000000_newer', 'SELECT 1;')
  await apply()
  rmSync(join(folder, '29990101000000_newer'), { recursive: true })
  await expect(apply()).rejects.toMatchObject({ name: 'StartRefused', message: expect.stringContaining('_newer') })
})

it('refuses a database with a migration that Prisma marked as failed', async () => {
  const [first = ''] = await apply()
  await query(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '${first}'`)
  await expect(apply()).rejects.toThrow('prisma migrate resolve')
})

it('refuses a database that holds tables of something else', async () => {
  await query('CREATE TABLE customers (id int)')
  await expect(apply()).rejects.toMatchObject({ name: 'StartRefused' })
})

it('does not repeat a wrong address', async () => {
  const wrong = applyMigrations('postgresql://kagiban:hunter2@[bad/x', folder)
  const error = await wrong.catch((reason: unknown) => reason)
  expect(error).toMatchObject({ name: 'StartRefused' })
  expect(String((error as Error).stack) + JSON.stringify(error)).not.toContain('hunter2')
})

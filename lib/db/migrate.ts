import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { StartRefused } from '@/lib/errors'
import { connectionSettings } from './connection'

// The lock and the table are Prisma Migrate's own, so that its `deploy` and `status` agree with us and wait for us.
const PRISMA_LOCK = 72707369
const PRISMA_TABLE = `CREATE TABLE "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`
const OLDEST = 150000

interface Migration {
  name: string
  sql: string
  checksum: string
}

/**
 * Applies the migrations of `folder` that the database at `url` lacks, in order, each in one transaction, and answers
 * their names. Two that start together apply them once. Throws `StartRefused` when the database and the code do not
 * belong together.
 */
export async function applyMigrations(url: string, folder: string): Promise<string[]> {
  const migrations = readMigrations(folder)
  // Waiting for another instance's migrations may take long.
  const client = new pg.Client({ ...connectionSettings(url), query_timeout: 0 })
  // Without a listener a connection lost between two queries would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK])
    await makeTable(client)
    const applied = await readApplied(client)
    const missing = compare(migrations, applied)
    for (const migration of missing) await apply(client, migration)
    return missing.map(({ name }) => name)
  } finally {
    // Ends the lock too.
    await client.end().catch(() => {})
  }
}

function readMigrations(folder: string): Migration[] {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const names = folders.map((entry) => entry.name).sort()
  return names.map((name) => {
    const bytes = readFileSync(join(folder, name, 'migration.sql'))
    return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }
  })
}

async function makeTable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; marked: boolean; used: boolean }>(`
    SELECT current_setting('server_version_num')::int AS version,
      to_regclass('"_prisma_migrations"') IS NOT NULL AS marked,
      EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema()) AS used`)
  const [found] = rows
  if (!found || found.version < OLDEST) throw new StartRefused('Kagiban needs PostgreSQL 15 or later.')
  if (found.marked) return
  if (found.used) throw new StartRefused('The database holds tables of something else: give Kagiban one of its own.')
  await client.query(PRISMA_TABLE)
}

async function readApplied(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
    FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at`)
  const failed = rows.find((row) => !row.finished)
  if (failed) {
    throw new StartRefused(`The migration ${failed.name} failed earlier: mend it with "prisma migrate resolve".`)
  }
  return new Map(rows.map((row) => [row.name, row.checksum]))
}

function compare(migrations: Migration[], applied: Map<string, string>): Migration[] {
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...applied.keys()].filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new StartRefused(
      `The database was migrated by a newer Kagiban (${unknown.join(', ')}): start that version, or restore a backup.`,
    )
  }
  for (const { name, checksum } of migrations) {
    if (applied.has(name) && applied.get(name) !== checksum) {
      throw new StartRefused(`The migration ${name} was changed after it had been applied: put it back as it was.`)
    }
  }
  return migrations.filter(({ name }) => !applied.has(name))
}

/** What it makes and its entry in the table: both or neither. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {})
    throw new Error(`The migration ${name} failed; nothing of it was kept.`, { cause })
  }
}

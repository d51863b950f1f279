import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { systemActor } from '@/lib/access/actor'
import { closeDatabase, database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { appendEvent } from '@/lib/history/append'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { createTemplate, dropTemplate } from '@/sandbox/database/template'

const TABLES = ['Event', 'EventMac', 'Checkpoint', 'ChainHead'] as const

/** Where checkpoints stand: the last one that was delivered, and the last one of all. */
export interface Marks {
  first: number
  delivered: number
  kept: number
  head: number
}

/**
 * A history in a database of its own on the server at `serverUrl`, kept so that it can be put back after each attack:
 * events with three checkpoints, of which the last was not delivered, and some more events behind.
 */
export async function setHistory(serverUrl: string, random: (from: number, to: number) => number) {
  const folder = mkdtempSync(join(tmpdir(), 'kagiban-tamper-'))
  const delivered = join(folder, 'delivered')
  mkdirSync(delivered)
  const template = await createTemplate(serverUrl)
  Object.assign(process.env, settings(folder, template.url))
  // What was read of it for the history before this one is kept.
  Object.assign(env(), settings(folder, template.url), { KAGIBAN_CHECKPOINT_FOLDER: delivered })
  await openKeyring()
  const owner = new pg.Client({ connectionString: template.ownerUrl })
  await owner.connect()
  // As whoever administers a database can: no trigger stands in the way.
  await owner.query("SET session_replication_role = 'replica'")

  const append = (name: string) =>
    transaction((tx) =>
      appendEvent(tx, {
        ...{ name, outcome: 'done', actor: { ...systemActor('start'), id: `person-${random(1, 9)}` } },
        channelId: crypto.randomUUID(),
        target: { type: 'token', id: crypto.randomUUID(), label: `予約ボット ${random(1, 99)}` },
        detail: { purpose: `Purpose ${random(1, 1_000_000)}` },
      }),
    )
  const some = async (count: number) => {
    for (let nth = 0; nth < count; nth++) await append('channel.edit')
  }
  const mark = async () => Number(await append('token.revoke'))
  await some(random(6, 12))
  const first = await mark()
  await some(random(6, 12))
  const last = await mark()
  for (const { seq, jws } of await database().checkpoint.findMany())
    writeFileSync(join(delivered, `${String(seq).padStart(12, '0')}.jws`), `${jws}\n`)
  await some(random(6, 12))
  const kept = await mark()
  await some(random(6, 12))
  const { seq } = await database().chainHead.findUniqueOrThrow({ where: { chain: 'history' } })

  const columns = Object.fromEntries(
    await Promise.all(TABLES.map(async (table) => [table, await writableColumns(owner, table)] as const)),
  )
  await owner.query('CREATE SCHEMA before')
  for (const table of TABLES) await owner.query(`CREATE TABLE before."${table}" AS TABLE "${table}"`)
  return {
    owner,
    marks: { first, delivered: last, kept, head: Number(seq) } satisfies Marks,
    deliveredCount: readdirSync(delivered).length,
    /** Takes away what refuses a forged row, as who owns the tables can. */
    async unbind() {
      await owner.query(`DROP INDEX "Event_previousHash_key"; DROP INDEX "Event_hash_key"`)
    },
    async putBack() {
      for (const table of TABLES)
        await owner.query(`
          DELETE FROM "${table}"; INSERT INTO "${table}" (${columns[table]}) SELECT ${columns[table]} FROM before."${table}"`)
    },
    async close() {
      await owner.end()
      await closeDatabase()
      await dropTemplate(template)
      rmSync(folder, { recursive: true })
    },
  }
}
export type HistoryStage = Awaited<ReturnType<typeof setHistory>>

/** What the database makes itself cannot be put back. */
async function writableColumns(owner: pg.Client, table: string): Promise<string> {
  const { rows } = await owner.query<{ names: string }>(
    `SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS names FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER'`,
    [table],
  )
  return rows[0]?.names ?? ''
}

function settings(folder: string, databaseUrl: string): Record<string, string> {
  return {
    KAGIBAN_MODE: 'sandbox',
    KAGIBAN_URL: 'http://localhost:3000',
    KAGIBAN_SESSION_SECRET: 'a session secret for tests, 32 or more',
    KAGIBAN_ROOT_KEY_FILE: join(folder, 'root-key'),
    KAGIBAN_OIDC_ISSUER: 'http://127.0.0.1:9',
    KAGIBAN_OIDC_CLIENT_ID: 'kagiban',
    KAGIBAN_OIDC_CLIENT_SECRET: 'nobody signs in here',
    KAGIBAN_ROLE_GROUPS: 'line-operators=operator',
    KAGIBAN_DATA_DIR: folder,
    KAGIBAN_LINE_URL: 'http://127.0.0.1:9',
    KAGIBAN_LOG_LEVEL: 'error',
    DATABASE_URL: databaseUrl,
  }
}

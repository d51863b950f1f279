import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { env } from '@/lib/env'
import { faultFields, log } from '@/lib/log'
import { connectionSettings } from './connection'
import { PrismaClient } from './generated/client'

interface Connection {
  pool: pg.Pool
  client: PrismaClient
}

// On globalThis, because Next loads this module several times in one process.
const home = globalThis as typeof globalThis & { kagibanDatabase?: Connection | undefined }

/** The database of this process: one Prisma client over one pool, made at the first call. */
export function database(): PrismaClient {
  home.kagibanDatabase ??= connect(env().DATABASE_URL)
  return home.kagibanDatabase.client
}

/** Closes the pool; the next `database()` opens a new one. */
export async function closeDatabase(): Promise<void> {
  const connection = home.kagibanDatabase
  home.kagibanDatabase = undefined
  await connection?.client.$disconnect()
  await connection?.pool.end()
}

function connect(url: string): Connection {
  const pool = new pg.Pool({ ...connectionSettings(url), max: 10, onConnect: refuseOtherSettings })
  // Without a listener the loss of an idle connection would end the process.
  pool.on('error', (error) => log('warn', 'database.connection_lost', faultFields(error)))
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 10_000, timeout: 10_000 },
    errorFormat: 'minimal',
  })
  return { pool, client }
}

/** A server or a pooler may ignore the options, and then every instant would be stored hours off. */
async function refuseOtherSettings(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ zone: string; isolation: string }>(
    `SELECT current_setting('TimeZone') AS zone, current_setting('default_transaction_isolation') AS isolation`,
  )
  if (rows[0]?.zone !== 'UTC') throw new Error('the database connection must have TimeZone UTC')
  if (rows[0]?.isolation !== 'read committed') throw new Error('the database connection must be READ COMMITTED')
}

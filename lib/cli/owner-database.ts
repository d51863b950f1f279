import 'server-only'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { connectionSettings } from '@/lib/db/connection'
import { findEmbedded } from '@/lib/db/embedded'
import { StartRefused } from '@/lib/errors'
import { openDatabase } from './own-database'

/** A database as its owner, for a command; `leave` leaves it as it was found. */
export interface OwnerDatabase {
  url: string
  leave(): Promise<void>
}

/**
 * The database that Kagiban with this environment runs on, whether it runs now or not, as its owner. Throws
 * `StartRefused` where there is none, or only a role that does not own it.
 */
export async function openOwnerDatabase(env: NodeJS.ProcessEnv): Promise<OwnerDatabase> {
  const given = env.KAGIBAN_DATABASE_OWNER_URL || env.DATABASE_URL
  if (given) {
    await refuseOther(given)
    return { url: given, leave: async () => {} }
  }
  const dataDir = resolve(env.KAGIBAN_DATA_DIR || '.kagiban')
  const running = await findEmbedded(dataDir)
  if (running) return { url: running, leave: async () => {} }
  if (!existsSync(join(dataDir, 'postgres')))
    throw new StartRefused(`The data folder ${dataDir} holds no database: set KAGIBAN_DATA_DIR or DATABASE_URL.`)
  const { ownerUrl, leave } = await openDatabase(env, dataDir)
  return { url: ownerUrl, leave }
}

async function refuseOther(url: string): Promise<void> {
  const client = new pg.Client(connectionSettings(url))
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ owns: boolean | null }>(
      `SELECT pg_has_role(current_user, relowner, 'MEMBER') AS owns FROM pg_class WHERE oid = to_regclass('"Event"')`,
    )
    if (rows[0]?.owns) return
    throw new StartRefused(
      rows[0]
        ? 'This needs the role that owns the database: set KAGIBAN_DATABASE_OWNER_URL.'
        : 'This database holds no history: set DATABASE_URL to the one Kagiban runs on.',
    )
  } finally {
    await client.end().catch(() => {})
  }
}

import 'server-only'
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { connectionSettings } from '@/lib/db/connection'
import { startEmbedded } from '@/lib/db/embedded'
import { StartRefused } from '@/lib/errors'

/** A database to run on. */
export interface LaunchDatabase {
  /** As the application's role, which cannot change the history; the owner's where there is only one role. */
  url: string
  /** As its owner, who applies migrations. */
  ownerUrl: string
  /** True when the application's role is ours to make. */
  own: boolean
  /** Lets go of it, and stops it when it is the data folder's own. */
  stop(): Promise<void>
  /** Lets go of it and leaves it as it was found: one that ran already runs on. */
  leave(): Promise<void>
}

// Any fixed number: "KB" and the year.
const INSTANCE_LOCK = 75_66_2026

const APP_ROLE = 'kagiban_app'

/**
 * The database of `DATABASE_URL`, whose owner is in `KAGIBAN_DATABASE_OWNER_URL` if it is another role, or without it the data folder's own, started or joined, and held: a second launcher on
 * the same folder gets a `StartRefused`. The hold ends with this process, however it ends.
 */
export async function openDatabase(env: NodeJS.ProcessEnv, dataDir: string): Promise<LaunchDatabase> {
  if (env.DATABASE_URL)
    return {
      ...{ url: env.DATABASE_URL, ownerUrl: env.KAGIBAN_DATABASE_OWNER_URL || env.DATABASE_URL, own: false },
      ...{ stop: async () => {}, leave: async () => {} },
    }
  const embedded = await startEmbedded(dataDir)
  const holder = new pg.Client(connectionSettings(embedded.url))
  // The database may end before us, and what uses it says so.
  holder.on('error', () => {})
  await holder.connect()
  const { rows } = await holder.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [INSTANCE_LOCK])
  const letGo = () => holder.end().catch(() => {})
  if (!rows[0]?.held) {
    await letGo()
    throw new StartRefused(
      `Kagiban already runs on the data folder ${dataDir}: stop it first, or set KAGIBAN_DATA_DIR to another folder.`,
    )
  }
  const address = new URL(embedded.url)
  address.username = APP_ROLE
  address.password = randomBytes(24).toString('base64url')
  return {
    ...{ url: address.toString(), ownerUrl: embedded.url, own: true },
    stop: () => letGo().then(embedded.stop),
    leave: () => letGo().then(embedded.joined ? undefined : embedded.stop),
  }
}

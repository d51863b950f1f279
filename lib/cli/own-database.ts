import 'server-only'
import pg from 'pg'
import { connectionSettings } from '@/lib/db/connection'
import { startEmbedded } from '@/lib/db/embedded'
import { StartRefused } from '@/lib/errors'

/** A database to run on. */
export interface LaunchDatabase {
  url: string
  /** Lets go of it, and stops it when it is the data folder's own. */
  stop(): Promise<void>
  /** Lets go of it and leaves it as it was found: one that ran already runs on. */
  leave(): Promise<void>
}

// Any fixed number: "KB" and the year.
const INSTANCE_LOCK = 75_66_2026

/**
 * The database of `DATABASE_URL`, or without it the data folder's own, started or joined, and held: a second launcher on
 * the same folder gets a `StartRefused`. The hold ends with this process, however it ends.
 */
export async function openDatabase(env: NodeJS.ProcessEnv, dataDir: string): Promise<LaunchDatabase> {
  if (env.DATABASE_URL) return { url: env.DATABASE_URL, stop: async () => {}, leave: async () => {} }
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
  return {
    url: embedded.url,
    stop: () => letGo().then(embedded.stop),
    leave: () => letGo().then(embedded.joined ? undefined : embedded.stop),
  }
}

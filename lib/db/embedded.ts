import 'server-only'
import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCluster } from './embedded/cluster'
import { findPlace, type Place } from './embedded/place'
import { findRunning, startServer, stopServer } from './embedded/server'

/** The PostgreSQL that comes with npm, running. */
export interface EmbeddedDatabase {
  url: string
  /** It was running already: somebody else started it, or it outlived who did. */
  joined: boolean
  stop(): Promise<void>
}

/**
 * Starts the database of a data folder, making it at the first start, or joins it where it runs; writes its address into
 * `database.json` there. `settings` are lines for the configuration of a new one. `StartRefused` when it cannot be.
 */
export async function startEmbedded(dataDir: string, settings = ''): Promise<EmbeddedDatabase> {
  const place = findPlace(dataDir)
  await createCluster(place, settings)
  const { url, joined } = await startServer(place)
  writeAddress(place, url)
  return { url, joined, stop: () => stopServer(place) }
}

/** The address of a data folder's running database, or null. */
export async function findEmbedded(dataDir: string): Promise<string | null> {
  return existsSync(join(dataDir, 'postgres')) ? await findRunning(findPlace(dataDir)) : null
}

function writeAddress({ home }: Place, url: string): void {
  const file = join(home, 'database.json')
  const written = `${file}.new-${process.pid}`
  writeFileSync(written, `${JSON.stringify({ url })}\n`, { mode: 0o600 })
  renameSync(written, file)
}

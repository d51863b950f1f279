import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@/lib/db/embedded'

// A throw-away: what a power cut would lose is lost anyway.
const FAST = 'fsync = off\nfull_page_writes = off\nsynchronous_commit = off\nmax_connections = 200\n'

/** Where tests and tools may make databases. */
export interface Server {
  url: string
  stop(): Promise<void>
}

/**
 * The server of `DATABASE_URL`, whose role needs CREATEDB, or without it a throw-away one, which `stop` removes.
 */
export async function startThrowAwayServer(): Promise<Server> {
  const given = process.env.DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'kagiban-'))
  // mkdtemp shuts everybody else out, and root's server is somebody else.
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  const database = await startEmbedded(folder, FAST)
  return {
    url: database.url,
    stop: async () => {
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

import 'server-only'
import { join, resolve } from 'node:path'
import { grantApp } from '@/lib/db/grants'
import { applyMigrations } from '@/lib/db/migrate'
import { parseEnv } from '@/lib/env'
import { listenAddress, refuseUsedPort } from './listen-address'
import { openDatabase } from './own-database'
import { startServer } from './server-process'

/** Kagiban, running. */
export interface Kagiban {
  url: string
  /** The server's process. */
  pid: number | undefined
  /** Where its database is, with the password of the application's role, and with its owner's. */
  databaseUrl: string
  ownerUrl: string
  /** Ends the server, then its database, in that order; the same as aborting `signal`. */
  stop(): Promise<void>
  /** The server's exit code, once everything has ended. */
  exited: Promise<number>
}

/** How to start Kagiban. */
export interface Launch {
  /** The environment, mostly `process.env`. */
  env: NodeJS.ProcessEnv
  /** Next's development server instead of the built one. */
  dev?: boolean
  /** The file descriptor the server writes to; without it, ours. */
  output?: number
  /** Called with Kagiban's address once it answers. */
  onReady?: (url: string) => void
  signal?: AbortSignal
}

const PATHS = ['KAGIBAN_ROOT_KEY_FILE', 'KAGIBAN_CHECKPOINT_FOLDER'] as const
const ROOT = resolve(import.meta.dirname, '../..')

/**
 * Starts Kagiban: its database when no `DATABASE_URL` is given, the migrations it lacks, then the server; answers once
 * the server does, or has ended. Throws `StartRefused` for what an operator can mend; then nothing it started is left running.
 */
export async function startKagiban({ env, dev = false, output, onReady, signal }: Launch): Promise<Kagiban> {
  // The app checks it again; here it saves starting a database for nothing.
  const checked = parseEnv({ ...env, DATABASE_URL: env.DATABASE_URL || 'postgresql://our-own' })
  const dataDir = resolve(checked.KAGIBAN_DATA_DIR)
  const url = checked.KAGIBAN_URL
  const at = listenAddress(env, url)
  const database = await openDatabase(env, dataDir)
  try {
    await applyMigrations(database.ownerUrl, join(ROOT, 'prisma', 'migrations'))
    if (database.ownerUrl !== database.url) await grantApp(database.ownerUrl, database.url, { make: database.own })
    await refuseUsedPort(at)
    signal?.throwIfAborted()
    const server = startServer(
      ROOT,
      serverEnvironment(env, { url, dataDir, databaseUrl: database.url }),
      at,
      dev,
      output,
    )
    signal?.addEventListener('abort', server.stop)
    const exited = server.exited.finally(database.stop)
    const stop = async () => {
      server.stop()
      await exited
    }
    if (await server.ready) onReady?.(url)
    return { url, pid: server.pid, databaseUrl: database.url, ownerUrl: database.ownerUrl, stop, exited }
  } catch (error) {
    await database.leave()
    throw error
  }
}

interface Decided {
  url: string
  dataDir: string
  databaseUrl: string
}

/** What the server is told, which is never the owner of its database: it stands in another folder, so paths are absolute; next-auth's names are set from ours. */
function serverEnvironment(env: NodeJS.ProcessEnv, { url, dataDir, databaseUrl }: Decided): NodeJS.ProcessEnv {
  const { KAGIBAN_DATABASE_OWNER_URL: _, ...passed } = env
  return {
    ...passed,
    DATABASE_URL: databaseUrl,
    KAGIBAN_DATA_DIR: dataDir,
    ...Object.fromEntries(PATHS.flatMap((name) => (env[name] ? [[name, resolve(env[name])]] : []))),
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: env.KAGIBAN_SESSION_SECRET,
    NEXT_MANUAL_SIG_HANDLE: 'true',
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

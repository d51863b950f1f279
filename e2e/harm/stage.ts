import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { encode } from 'next-auth/jwt'
import { findActionId } from '@/bench/action'
import { sessionCookieName } from '@/lib/access/cookie-name'
import { givenSession } from '@/lib/access/testing'
import { closeDatabase } from '@/lib/db/client'
import { startEmbedded } from '@/lib/db/embedded'
import { applyMigrations } from '@/lib/db/migrate'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { ROLE_GROUPS } from '@/sandbox/identity/people'
import { lineConsole } from '@/sandbox/line/console-client'
import { startLineServer } from '@/sandbox/line/server'
import { type Instance, startInstance } from './instance'
import { layDatabaseWire } from './wires/database-wire'

const OUTPUT = resolve(import.meta.dirname, 'output')

// The app's address for people: every instance answers for it, each on a port of its own, as behind a balancer.
const KAGIBAN_URL = 'http://localhost:3000'

export interface StageOptions {
  /** Where the log of the app's processes is kept, under e2e/harm/output. */
  name: string
  fenceSeconds: number
}

/**
 * What may come to harm: a PostgreSQL of its own with its usual settings (fsync too), LINE's stand-in, an operator who is
 * signed in, and as many processes of the production build as are asked for. `close` removes all of it.
 */
export async function setStage({ name, fenceSeconds }: StageOptions) {
  const dataDir = mkdtempSync(join(tmpdir(), 'kagiban-harm-'))
  // mkdtemp shuts everybody else out, and root's PostgreSQL runs as somebody else.
  if (process.getuid?.() === 0) chmodSync(dataDir, 0o711)
  mkdirSync(OUTPUT, { recursive: true })
  const output = openSync(join(OUTPUT, `${name}.log`), 'w', 0o600)
  const [database, line] = await Promise.all([startEmbedded(dataDir), startLineServer({ port: 0 })])
  await applyMigrations(database.url, resolve(import.meta.dirname, '../../prisma/migrations'))
  const secret = `sandbox-${randomBytes(32).toString('hex')}`
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    KAGIBAN_MODE: 'sandbox',
    KAGIBAN_URL,
    KAGIBAN_DATA_DIR: join(dataDir, 'kagiban'),
    KAGIBAN_ROOT_KEY_FILE: join(dataDir, 'root-key'),
    KAGIBAN_SESSION_SECRET: secret,
    // Nobody signs in there: the session is a row, and its cookie is sealed here as next-auth would.
    KAGIBAN_OIDC_ISSUER: 'http://127.0.0.1:9',
    KAGIBAN_OIDC_CLIENT_ID: 'kagiban',
    KAGIBAN_OIDC_CLIENT_SECRET: secret,
    KAGIBAN_ROLE_GROUPS: ROLE_GROUPS,
    KAGIBAN_LINE_URL: line.url,
    KAGIBAN_LOG_LEVEL: 'warn',
    KAGIBAN_FENCE_SECONDS: String(fenceSeconds),
    KAGIBAN_SETTLE_SECONDS: '1',
    // One person asks for hundreds of tokens here.
    KAGIBAN_ISSUES_PER_MINUTE: '100000',
    DATABASE_URL: database.url,
  }
  // A wire of our own too, because a database that comes back has another port.
  const wire = await layDatabaseWire(database.url)
  const given = process.env.DATABASE_URL
  Object.assign(process.env, env, { DATABASE_URL: wire.url })
  await openKeyring()
  const sid = await givenSession(['operator'], { name: 'Sato Mayu' })
  const session = await encode({ token: { sid }, secret, maxAge: 36_000 })
  const instances: Instance[] = []
  return {
    env,
    dataDir,
    /** Everybody's wires lead to this database from now on. */
    leadTo(url: string) {
      for (const each of [wire, ...instances.map((instance) => instance.database)]) each.leadTo(url)
    },
    atLine: lineConsole({ url: line.url }),
    door: {
      kagibanUrl: KAGIBAN_URL,
      cookie: `${sessionCookieName(KAGIBAN_URL)}=${session}`,
      issue: findActionId('issueTokenAction'),
      revoke: findActionId('revokeTokenAction'),
    },
    /** A process of the app with wires of its own to PostgreSQL and LINE, on a free port; not started yet. */
    async instance() {
      const made = await startInstance({
        env,
        output,
        port: await freePort(),
        folder: join(dataDir, `app-${instances.length}`),
      })
      instances.push(made)
      return made
    },
    async close() {
      await Promise.all(instances.map((instance) => instance.close()))
      await closeDatabase()
      // What runs next in this process has nothing to do with this stage's database.
      if (given === undefined) delete process.env.DATABASE_URL
      else process.env.DATABASE_URL = given
      wire.close()
      await Promise.all([line.close(), database.stop()])
      closeSync(output)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
export type Stage = Awaited<ReturnType<typeof setStage>>

function freePort(): Promise<number> {
  const probe = createServer()
  return new Promise((done) => {
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Kagiban, startKagiban } from '@/lib/cli/launch'
import { ROLE_GROUPS } from './identity/people'
import { lineConsole } from './line/console-client'
import { startLineServer } from './line/server'

/** How to start the sandbox; `settings` are further variables of Kagiban's environment. */
export interface SandboxOptions {
  dataDir: string
  dev?: boolean
  latencyMs?: number
  /** A stand-in for LINE that runs already, used in place of one of its own. */
  lineUrl?: string
  settings?: Record<string, string>
  /** The file descriptor Kagiban's server writes to; without it, ours. */
  output?: number
  signal?: AbortSignal
}

const secret = () => `sandbox-${randomBytes(32).toString('hex')}`

/** Starts LINE's stand-in, the identity provider and Kagiban on free ports of this machine, 3000 and up if they are. */
export async function startSandbox({
  dataDir,
  dev = false,
  latencyMs = 0,
  lineUrl,
  settings,
  output,
  signal,
}: SandboxOptions) {
  const [appPort, identityPort, linePort] = await freePorts(3000, 3)
  const url = `http://localhost:${appPort}`
  const line = lineUrl
    ? { url: lineUrl, close: async () => {} }
    : await startLineServer({ port: linePort ?? 0, dataDir: resolve(dataDir), latencyMs })
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    KAGIBAN_MODE: 'sandbox',
    KAGIBAN_URL: url,
    KAGIBAN_DATA_DIR: resolve(dataDir),
    KAGIBAN_ROOT_KEY_FILE: join(resolve(dataDir), 'root-key'),
    KAGIBAN_SESSION_SECRET: secret(),
    KAGIBAN_OIDC_ISSUER: `http://127.0.0.1:${identityPort}`,
    KAGIBAN_OIDC_CLIENT_ID: 'kagiban',
    KAGIBAN_OIDC_CLIENT_SECRET: secret(),
    KAGIBAN_ROLE_GROUPS: ROLE_GROUPS,
    KAGIBAN_LINE_URL: line.url,
    KAGIBAN_CHECKPOINT_FOLDER: makeCheckpointFolder(resolve(dataDir)),
    // One place is enough to see how it works, and the terminal has something else to tell.
    KAGIBAN_CHECKPOINT_LOG: 'off',
    ...settings,
  }
  const identity = startIdentity(env)
  let kagiban: Kagiban
  try {
    await answers(`${env.KAGIBAN_OIDC_ISSUER}/.well-known/openid-configuration`)
    kagiban = await startKagiban({
      env,
      dev,
      ...(output === undefined ? {} : { output }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    await Promise.all([identity.stop(), line.close()])
    throw error
  }
  const exited = kagiban.exited.finally(() => Promise.all([identity.stop(), line.close()]))
  return {
    url,
    lineUrl: line.url,
    identityUrl: env.KAGIBAN_OIDC_ISSUER ?? '',
    /** The environment Kagiban runs in, for what works beside it. */
    env: { ...env, DATABASE_URL: kagiban.databaseUrl },
    ownerUrl: kagiban.ownerUrl,
    atLine: lineConsole({ url: line.url }),
    exited,
    stop: async () => {
      await kagiban.stop()
      await exited
    },
  }
}
export type Sandbox = Awaited<ReturnType<typeof startSandbox>>

/** Kagiban makes none itself: one in place of a lost mount would only look like delivery. */
function makeCheckpointFolder(dataDir: string): string {
  const folder = join(dataDir, 'checkpoints')
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  return folder
}

function startIdentity(env: NodeJS.ProcessEnv) {
  const main = join(import.meta.dirname, 'identity', 'main.ts')
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', main], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { stop }
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => null))?.ok) {
    if (Date.now() > deadline) throw new Error(`nothing answers on ${new URL(url).origin}`)
    await sleep(100)
  }
}

/** The first free ports of this machine from `first` on. */
async function freePorts(first: number, count: number): Promise<number[]> {
  const found: number[] = []
  for (let port = first; found.length < count && port < first + 1000; port++) if (await isFree(port)) found.push(port)
  return found
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  return new Promise((done) => {
    probe.once('error', () => done(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => done(true)))
  })
}

import { spawn } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startLineServer } from '@/sandbox/line/server'
import { type Sandbox, startSandbox } from '@/sandbox/start-sandbox'
import { findChromium } from './find-chromium'
import { serveCanaries } from './support/canaries'
import { serveHands } from './support/hands'
import { makeOwnDatabase } from './support/own-database'
import { prepare } from './support/prepare'
import { type Tap, tapLine } from './support/tap'

/*
 * Runs the browser tests: Kagiban's production build in a sandbox of its own, and Playwright against it. Arguments go to
 * Playwright. Everything is stopped and removed afterwards; what the server wrote stays in e2e/output/server.log.
 */
const OUTPUT = resolve(import.meta.dirname, 'output')
const PLAYWRIGHT = resolve(import.meta.dirname, '../node_modules/@playwright/test/cli.js')
const LOG = join(OUTPUT, 'server.log')

const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.abort())

rmSync(OUTPUT, { recursive: true, force: true })
mkdirSync(OUTPUT, { recursive: true })
const dataDir = mkdtempSync(join(tmpdir(), 'kagiban-e2e-'))
// mkdtemp shuts everybody else out, and root's PostgreSQL runs as somebody else.
if (process.getuid?.() === 0) chmodSync(dataDir, 0o711)
const output = openSync(LOG, 'a', 0o600)
const ends: (() => unknown)[] = [() => closeSync(output), () => rmSync(dataDir, { recursive: true, force: true })]

try {
  const chromium = await findChromium()
  const database = await makeOwnDatabase()
  if (database) ends.push(database.drop)
  const line = await startLineServer({ port: 0 })
  const tap = await tapLine(line.url)
  ends.push(line.close, tap.close)
  const sandbox = await startSandbox({
    dataDir,
    lineUrl: tap.url,
    output,
    signal: stopped.signal,
    settings: {
      // Short, so that settling can be waited for; everything else as it is in production.
      KAGIBAN_FENCE_SECONDS: '4',
      KAGIBAN_SETTLE_SECONDS: '1',
      KAGIBAN_ISSUES_PER_MINUTE: '1000',
      KAGIBAN_LOG_LEVEL: 'debug',
      // Drift is found when a test syncs, and at no other moment.
      KAGIBAN_SYNC_MINUTES: '0',
      ...(database ? { DATABASE_URL: database.url } : {}),
    },
  })
  ends.push(sandbox.stop)
  await prepare(sandbox)
  const canaries = await serveCanaries(sandbox, tap)
  const hands = await serveHands(sandbox)
  ends.push(canaries.close, hands.close)
  process.exitCode = await playwright({
    ...chromium.env,
    ...(chromium.path ? { CHROMIUM_PATH: chromium.path } : {}),
    ...addresses(sandbox, line.url, tap),
    E2E_CANARIES_URL: canaries.url,
    E2E_HANDS_URL: hands.url,
    E2E_SOME: process.argv.slice(2).join(' '),
  })
} finally {
  for (const end of ends.reverse()) await end()
}

function addresses({ url, identityUrl, env }: Sandbox, lineUrl: string, tap: Tap): Record<string, string> {
  return {
    E2E_URL: url,
    E2E_IDENTITY_URL: identityUrl,
    E2E_LINE_URL: lineUrl,
    E2E_TAPPED_LINE_URL: tap.url,
    E2E_DATABASE_URL: env.DATABASE_URL ?? '',
    E2E_DATA_DIR: dataDir,
    E2E_SERVER_LOG: LOG,
  }
}

function playwright(env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, [PLAYWRIGHT, 'test', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  stopped.signal.addEventListener('abort', () => child.kill('SIGTERM'))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code) => done(code ?? 1))
  })
}

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { closeDatabase } from '@/lib/db/client'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { startSandbox } from '@/sandbox/start-sandbox'
import { findActionId } from './action'
import { measureIssuing, type Times } from './issue'
import { startLineProcess } from './line-process'
import { reportOf, tableOf } from './report'
import { signIn } from './sign-in'

const LATENCY_MS = 50
const OUTPUT = join(import.meta.dirname, 'output')

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '100' }, 'warm-ups': { type: 'string', default: '50' } },
})
const [rounds, warmUps] = [Number(values.rounds), Number(values['warm-ups'])]
if (!(Number.isInteger(rounds) && rounds > 0 && Number.isInteger(warmUps) && warmUps >= 0))
  throw new Error('Usage: npm run bench -- [--rounds N] [--warm-ups N]')

const loadBefore = loadavg()[0] ?? 0
const report = {
  at: new Date().toISOString(),
  machine: { cores: availableParallelism(), node: process.version, loadBefore },
  warmUps,
  ...reportOf(await measure(), LATENCY_MS),
}
mkdirSync(OUTPUT, { recursive: true })
writeFileSync(join(OUTPUT, 'issue.json'), `${JSON.stringify(report, null, 2)}\n`)
process.stdout.write(tableOf(report))

/** Starts everything on a data folder of its own, measures, and leaves nothing behind. */
async function measure(): Promise<Times> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kagiban-bench-'))
  // mkdtemp shuts everybody else out, and root's database server is somebody else.
  if (process.getuid?.() === 0) chmodSync(dataDir, 0o711)
  const line = await startLineProcess(join(dataDir, 'line'), LATENCY_MS)
  try {
    const sandbox = await startSandbox({ dataDir, lineUrl: line.url })
    try {
      Object.assign(process.env, sandbox.env)
      await openKeyring()
      const door = {
        kagibanUrl: sandbox.url,
        cookie: await signIn(sandbox.url, 'sato'),
        actionId: findActionId('issueTokenAction'),
      }
      return await measureIssuing({ lineUrl: line.url, door, rounds, warmUps })
    } finally {
      await closeDatabase()
      await sandbox.stop()
    }
  } finally {
    await line.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

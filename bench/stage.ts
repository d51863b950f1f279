import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDatabase } from '@/lib/db/client'
import { openKeyring } from '@/lib/sealing/open-keyring'
import type { lineConsole } from '@/sandbox/line/console-client'
import { startSandbox } from '@/sandbox/start-sandbox'
import type { Door } from './action'
import { startLineProcess } from './line-process'
import { signIn } from './sign-in'

/** How long the stand-in takes for an answer while something is measured. */
export const LATENCY_MS = 50

export type AtLine = ReturnType<typeof lineConsole>

/** Kagiban as built, with an operator signed in, and LINE's stand-in, which answers at once until it is told otherwise. */
export interface Stage {
  lineUrl: string
  atLine: AtLine
  door: Door
}

/** Starts everything on a data folder of its own, lets `work` measure, and leaves nothing behind. */
export async function onStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kagiban-bench-'))
  // mkdtemp shuts everybody else out, and root's database server is somebody else.
  if (process.getuid?.() === 0) chmodSync(dataDir, 0o711)
  const line = await startLineProcess(join(dataDir, 'line'))
  try {
    // Nobody but what is measured calls LINE.
    const sandbox = await startSandbox({ dataDir, lineUrl: line.url, settings: { KAGIBAN_SYNC_MINUTES: '0' } })
    try {
      Object.assign(process.env, sandbox.env)
      await openKeyring()
      const door = { kagibanUrl: sandbox.url, cookie: await signIn(sandbox.url, 'sato') }
      return await work({ lineUrl: line.url, atLine: sandbox.atLine, door })
    } finally {
      await closeDatabase()
      await sandbox.stop()
    }
  } finally {
    await line.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

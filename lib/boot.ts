import { setTimeout as sleep } from 'node:timers/promises'
import 'server-only'
import { parseRoleGroups } from '@/lib/access/roles-from-groups'
import { REMOTE_CHANGES } from '@/lib/changes'
import { checkDatabase } from '@/lib/db/check'
import { closeDatabase } from '@/lib/db/client'
import { env } from '@/lib/env'
import { StartRefused } from '@/lib/errors'
import { startCheckpoints, stopCheckpoints } from '@/lib/history/checkpoints/start'
import { startJobs } from '@/lib/jobs/run'
import { faultFields, log } from '@/lib/log'
import { startLoops } from '@/lib/operations/loop'
import { stopOperations } from '@/lib/operations/running'
import { checkSpool } from '@/lib/operations/spool'
import { proveRevokes } from '@/lib/proving/prove-revokes'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { startWatch } from '@/lib/tokens/watch/start'
import { startVerifying } from '@/lib/verifying/start'

/**
 * Everything that must be true before the first request. What an operator can mend ends the process with exit code 78
 * and a sentence; anything else with 1.
 */
export async function boot(): Promise<void> {
  try {
    parseRoleGroups(env().KAGIBAN_ROLE_GROUPS)
    await checkDatabase()
    await openKeyring()
    await checkSpool()
    startLoops(REMOTE_CHANGES, { prove: proveRevokes })
    startWatch()
    startJobs()
    startCheckpoints()
    startVerifying()
  } catch (error) {
    if (error instanceof StartRefused) process.stderr.write(`${error.message}\n`)
    else log('error', 'start.failed', faultFields(error))
    process.exit(error instanceof StartRefused ? StartRefused.EXIT_CODE : 1)
  }
}

// A revoke may take two calls to LINE of 10 s each, and its outcome is saved within 5 s or kept on disk.
const OPERATIONS_MS = 25_000
// For the answers of what has just ended to leave; one of them may show a token.
const ANSWERS_MS = 500

/** When the process is told to stop, it ends what it does at LINE, lets go of the database and exits with code 0. */
export function stopOnSignals(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
}

async function stop(): Promise<void> {
  try {
    if (await stopOperations(OPERATIONS_MS)) await sleep(ANSWERS_MS)
    await stopCheckpoints()
    await closeDatabase()
  } finally {
    process.exit(0)
  }
}

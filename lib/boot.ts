import 'server-only'
import { parseRoleGroups } from '@/lib/access/roles-from-groups'
import { REMOTE_CHANGES } from '@/lib/changes'
import { checkDatabase } from '@/lib/db/check'
import { env } from '@/lib/env'
import { StartRefused } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { startLoops } from '@/lib/operations/loop'
import { openKeyring } from '@/lib/sealing/open-keyring'

/**
 * Everything that must be true before the first request. What an operator can mend ends the process with exit code 78
 * and a sentence; anything else with 1.
 */
export async function boot(): Promise<void> {
  try {
    parseRoleGroups(env().KAGIBAN_ROLE_GROUPS)
    await checkDatabase()
    await openKeyring()
    startLoops(REMOTE_CHANGES)
  } catch (error) {
    if (error instanceof StartRefused) process.stderr.write(`${error.message}\n`)
    else log('error', 'start.failed', faultFields(error))
    process.exit(error instanceof StartRefused ? StartRefused.EXIT_CODE : 1)
  }
}

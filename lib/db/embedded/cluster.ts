import 'server-only'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { StartRefused } from '@/lib/errors'
import type { Account } from './account'
import type { Place } from './place'
import { run } from './run'

/** The role and the database Kagiban uses. */
export const NAME = 'kagiban'

const PASSWORD_FILE = 'kagiban-password'
const UNFINISHED_FOR_MS = 10 * 60_000

// Only loopback, no socket. Terse, because the detail of an error repeats the row it is about.
const SETTINGS = `
# Kagiban
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
log_error_verbosity = terse
timezone = 'UTC'
log_timezone = 'UTC'
`

/** The password of the cluster's role; it lives inside the cluster, so that the two can never be separated. */
export function readPassword({ cluster }: Place): string {
  return readFileSync(join(cluster, PASSWORD_FILE), 'utf8')
}

/**
 * Makes the cluster unless it exists. It is made beside its place and moved there when it is whole, so that a death on
 * the way leaves nothing half done, and of two that make it at once one wins. `settings` go into its configuration.
 */
export async function createCluster(place: Place, settings = ''): Promise<void> {
  if (existsSync(join(place.cluster, 'PG_VERSION'))) return
  removeUnfinished(place.cluster)
  const made = `${place.cluster}.new-${randomUUID()}`
  const passwordFile = `${made}.password`
  mkdirSync(made, { mode: 0o700 })
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  own(place.account, made, passwordFile)
  try {
    const options = ['-D', made, '-U', NAME, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '-E', 'UTF8']
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions']
    const { code, output } = await run(place, 'initdb', [...options, ...locale])
    if (code !== 0) throw new StartRefused(`The database in ${place.home} could not be made: ${lastLine(output)}`)
    appendFileSync(join(made, 'postgresql.conf'), SETTINGS + settings)
    renameSync(passwordFile, join(made, PASSWORD_FILE))
    renameSync(made, place.cluster)
  } catch (error) {
    if (!existsSync(join(place.cluster, 'PG_VERSION'))) throw error
  } finally {
    rmSync(made, { recursive: true, force: true })
    rmSync(passwordFile, { force: true })
  }
}

function own({ uid, gid }: Account, ...paths: string[]): void {
  if (uid === undefined || gid === undefined) return
  for (const path of paths) chownSync(path, uid, gid)
}

function removeUnfinished(cluster: string): void {
  const folder = dirname(cluster)
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(`${basename(cluster)}.new-`))) {
    const path = join(folder, name)
    if (Date.now() - statSync(path).mtimeMs > UNFINISHED_FOR_MS) rmSync(path, { recursive: true, force: true })
  }
}

/** What a program said last, for a sentence to the operator. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? ''
}

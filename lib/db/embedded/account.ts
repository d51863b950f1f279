import 'server-only'
import { spawnSync } from 'node:child_process'
import { StartRefused } from '@/lib/errors'

/** Whom the database server runs as: nothing to say for an ordinary user, the user `postgres` for root. */
export interface Account {
  uid?: number
  gid?: number
}

const NAME = 'postgres'

/**
 * The account the server runs as. PostgreSQL refuses to run as root, so root runs it as user `postgres`, made when
 * missing; a `StartRefused` when it cannot be made.
 */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const found = lookUp()
  if (found) return found
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME])
  const made = lookUp()
  if (made) return made
  throw new StartRefused(
    `PostgreSQL does not run as root, and the user "${NAME}" could not be made: make it (useradd --system ${NAME}), start Kagiban as an ordinary user, or set DATABASE_URL.`,
  )
}

function lookUp(): Account | null {
  const id = (option: string) => Number.parseInt(spawnSync('id', [option, NAME], { encoding: 'utf8' }).stdout, 10)
  const [uid, gid] = [id('-u'), id('-g')]
  return Number.isNaN(uid) || Number.isNaN(gid) ? null : { uid, gid }
}

/** True when the account may enter the folder; every folder above it counts, and access lists too, so it is tried. */
export function canEnter(account: Account, folder: string): boolean {
  if (account.uid === undefined) return true
  return spawnSync('sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' }).status === 0
}

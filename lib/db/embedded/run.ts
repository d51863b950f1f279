import 'server-only'
import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './place'

// The server keeps the environment it is started with for life, so it gets nothing of Kagiban's. Windows' programs do not
// run without what the system set, so there they get it all.
const ENVIRONMENT = { PATH: '/usr/bin:/bin', HOME: '/', LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv
const environment = process.platform === 'win32' ? {} : { env: ENVIRONMENT }

/** Runs one of PostgreSQL's programs as the server's account and answers its exit code and what it said. */
export function run(place: Place, program: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(place.bin, program), args, {
      ...place.account,
      cwd: '/',
      ...environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/**
 * Runs `pg_ctl start` and answers its exit code. The log is opened here and handed over, because the server's account may
 * be shut out of the folder the log is in.
 */
export function runStart(place: Place, args: string[]): Promise<number> {
  const log = openSync(place.log, 'a', 0o600)
  return new Promise<number>((resolve, reject) => {
    const child = spawn(join(place.bin, 'pg_ctl'), ['start', ...args], {
      ...place.account,
      cwd: '/',
      ...environment,
      stdio: ['ignore', log, log],
      windowsHide: true,
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  }).finally(() => closeSync(log))
}

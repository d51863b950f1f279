import 'server-only'
import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './place'

// The server keeps the environment it is started with for life, so it gets nothing of Kagiban's.
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP']

function environment(): NodeJS.ProcessEnv {
  const kept = PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  return { ...Object.fromEntries(kept), HOME: '/', LC_ALL: 'C' } as NodeJS.ProcessEnv
}

/** Runs one of PostgreSQL's programs as the server's account and answers its exit code and what it said. */
export function run(place: Place, program: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(place.bin, program), args, {
      ...place.account,
      cwd: '/',
      env: environment(),
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
      env: environment(),
      stdio: ['ignore', log, log],
      windowsHide: true,
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  }).finally(() => closeSync(log))
}

import 'server-only'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartRefused } from '@/lib/errors'
import type { ListenAddress } from './listen-address'

/** The Next server as a process of its own. */
export interface ServerProcess {
  pid: number | undefined
  /** True once it answers, false when it ended before. */
  ready: Promise<boolean>
  /** Its exit code; 0 when it ended because it was told to. */
  exited: Promise<number>
  stop(): void
}

// The server waits for what it does at LINE, 26 s at most.
const STOP_WITHIN_MS = 30_000
const WITH_LAUNCHER = new URL('./with-launcher.mjs', import.meta.url).href

/**
 * Starts the production server of `root`, or with `dev` Next's development server. `output` is the file descriptor it
 * writes to instead of ours.
 */
export function startServer(
  root: string,
  env: NodeJS.ProcessEnv,
  at: ListenAddress,
  dev: boolean,
  output: number | 'inherit' = 'inherit',
): ServerProcess {
  const program = dev ? devArguments(root, at) : [productionServer(root)]
  const child = spawn(process.execPath, ['--import', WITH_LAUNCHER, ...program], {
    cwd: root,
    env: { ...env, NODE_ENV: dev ? 'development' : 'production', HOSTNAME: at.host, PORT: String(at.port) },
    stdio: ['ignore', output, output, 'ipc'],
    // A group of its own: Ctrl-C reaches the launcher alone, which ends things in order.
    detached: process.platform !== 'win32',
  })
  let told = false
  const exited = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(told && signal === 'SIGTERM' ? 0 : (code ?? 1)))
  })
  const stop = () => {
    if (told) return
    told = true
    end(child, 'SIGTERM')
    const late = setTimeout(() => end(child, 'SIGKILL'), STOP_WITHIN_MS)
    void exited.finally(() => clearTimeout(late)).catch(() => {})
  }
  return { pid: child.pid, ready: answers(at, exited), exited, stop }
}

function productionServer(root: string): string {
  const server = join(root, '.next', 'standalone', 'server.js')
  if (existsSync(server)) return server
  throw new StartRefused('Kagiban is not built yet: run "npm run build" first.')
}

function devArguments(root: string, { host, port }: ListenAddress): string[] {
  const next = createRequire(join(root, 'package.json')).resolve('next/package.json')
  return [join(dirname(next), 'dist', 'bin', 'next'), 'dev', '-H', host, '-p', String(port)]
}

function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  // Killing must reach what the development server started; asking is passed on by it.
  if (signal === 'SIGKILL' && process.platform !== 'win32') process.kill(-child.pid, signal)
  else child.kill(signal)
}

async function answers({ host, port }: ListenAddress, exited: Promise<number>): Promise<boolean> {
  let ended = false
  const note = () => {
    ended = true
  }
  exited.then(note, note)
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/api/health`
  while (!ended) {
    // Any answer will do: before it is ready it gives none.
    if (await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(60_000) }).catch(() => null)) return true
    await sleep(100)
  }
  return false
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Starts LINE's stand-in in a process of its own, so that it takes no time from either side. */
export async function startLineProcess(dataDir: string) {
  const main = join(import.meta.dirname, '..', 'sandbox', 'line', 'main.ts')
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', main, '--port', '0'], {
    env: { ...process.env, KAGIBAN_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { url: await addressOf(child), stop }
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout) {
    for await (const line of createInterface({ input: stdout })) {
      const url = /http:\/\/[\d.]+:\d+/.exec(line)?.[0]
      if (url) return url
    }
  }
  throw new Error("LINE's stand-in did not start")
}

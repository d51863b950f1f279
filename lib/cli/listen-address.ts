import 'server-only'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartRefused } from '@/lib/errors'

/** Where the server listens. */
export interface ListenAddress {
  host: string
  port: number
}

const LOOPBACK: Record<string, string> = { localhost: '127.0.0.1', '127.0.0.1': '127.0.0.1', '[::1]': '::1' }
const DEFAULT_PORT = 3000

/**
 * Where to listen: what `HOSTNAME` and `PORT` say, else loopback and the port of `KAGIBAN_URL`, or 3000 where that names
 * none because something stands in front. A loopback `KAGIBAN_URL` is never served to others: many systems set
 * `HOSTNAME` by themselves.
 */
export function listenAddress(env: NodeJS.ProcessEnv, url: string): ListenAddress {
  const { hostname, port } = new URL(url)
  return {
    host: LOOPBACK[hostname] ?? (env.HOSTNAME || '127.0.0.1'),
    port: Number(env.PORT || port) || DEFAULT_PORT,
  }
}

// As long as a server needs to notice that its launcher was killed, and to end.
const PATIENCE_MS = 3000

/** Throws `StartRefused` when something listens there and goes on doing so. */
export async function refuseUsedPort({ host, port }: ListenAddress): Promise<void> {
  let fault: string | undefined
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(200)) {
    fault = await tryToListen(host, port)
    if (fault !== 'EADDRINUSE') break
  }
  if (fault === undefined) return
  throw new StartRefused(
    fault === 'EADDRINUSE'
      ? `Port ${port} of ${host} is in use: stop what listens there, or set PORT and KAGIBAN_URL to another one.`
      : `Kagiban cannot listen on ${host}, port ${port} (${fault}): set HOSTNAME and PORT.`,
  )
}

/** The code of what speaks against listening there, if anything does. */
function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name))
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)))
  })
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { type LineStandIn, openLineStandIn } from './stand-in'
import { type Delivery, slowPieces } from './transport'

export type LineServerOptions = {
  /** 0 for any free port. */
  port: number
  /** Folder in which the state outlives a restart; without it the state is in memory only. */
  dataDir?: string
  audience?: string
  latencyMs?: number
}

const host = '127.0.0.1'
const longestBody = 1024 * 1024

/** Serves a LINE stand-in at the root of `http://127.0.0.1:port`. Throws in production, and when the port is taken. */
export async function startLineServer(options: LineServerOptions): Promise<{ url: string; close(): Promise<void> }> {
  if (process.env.KAGIBAN_MODE === 'production') {
    throw new Error('KAGIBAN_MODE is production: the LINE stand-in is for the sandbox only.')
  }
  const standIn = await openLineStandIn(options)
  const server = createServer((incoming, outgoing) => {
    serve(standIn, incoming, outgoing).catch((error: unknown) => {
      process.stderr.write(`LINE stand-in: ${error instanceof Error ? error.message : 'unexpected error'}\n`)
      outgoing.destroy()
    })
  })
  // Longer than clients keep idle connections, so that the only resets are those asked for.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host}:${port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
      await standIn.close()
    },
  }
}

async function serve(standIn: LineStandIn, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await readBody(incoming)
  const refusal = body === null ? 413 : refusalOf(incoming)
  if (refusal) {
    outgoing.writeHead(refusal).end()
    return
  }
  const hasBody = body && body.length > 0 && incoming.method !== 'GET' && incoming.method !== 'HEAD'
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method,
    headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
    body: hasBody ? new Uint8Array(body) : null,
  })
  await deliver(await standIn.handle(request), outgoing)
}

// A page elsewhere must not reach the console through the reader's browser, by a name of its own or by a form.
function refusalOf({ headers, url = '' }: IncomingMessage): number | null {
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')) return 421
  if (!url.startsWith('/') || url.startsWith('//')) return 400
  const isForeign = headers.origin !== undefined && headers.origin !== `http://${headers.host}`
  return url.startsWith('/_console') && isForeign ? 403 : null
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of incoming) {
    size += piece.length
    if (size <= longestBody) pieces.push(piece)
  }
  return size <= longestBody ? Buffer.concat(pieces) : null
}

async function deliver({ response, transport }: Delivery, outgoing: ServerResponse): Promise<void> {
  if (transport?.kind === 'hang') return
  if (transport?.kind === 'reset') {
    outgoing.socket?.resetAndDestroy()
    return
  }
  const text = await response.text()
  const headers = Object.fromEntries(response.headers)
  if (!transport) {
    outgoing.writeHead(response.status, headers).end(text)
    return
  }
  if (transport.kind === 'truncated') {
    const length = Math.max(2, Buffer.byteLength(text))
    outgoing.writeHead(response.status, { ...headers, 'content-length': length })
    outgoing.write(text.slice(0, text.length / 2) || ' ', () => outgoing.destroy())
    return
  }
  outgoing.writeHead(response.status, headers).flushHeaders()
  const pieces = slowPieces(text)
  for (const piece of pieces) {
    await delay((transport.seconds * 1000) / pieces.length)
    if (outgoing.destroyed) return
    outgoing.write(piece)
  }
  outgoing.end()
}

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What calls to LINE carry that must be found nowhere else. */
export interface Crossed {
  channelSecrets: string[]
  assertions: string[]
  tokens: string[]
}

/**
 * Stands between Kagiban and the LINE stand-in and keeps every secret that crosses, so that a search can know what to
 * look for. Bytes pass as they are, and breaks too, so that faults arrive as they were sent.
 */
export async function tapLine(target: string) {
  const { hostname, port } = new URL(target)
  const heard: Buffer[][] = []
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      const pieces: Buffer[] = []
      heard.push(pieces)
      open.add(one)
      one.on('data', (piece: Buffer) => pieces.push(piece))
      one.pipe(other)
      one.on('error', () => other.resetAndDestroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    crossed: (): Crossed => {
      const text = heard.map((pieces) => apart(Buffer.concat(pieces).toString('latin1'))).join('\n')
      const all = (pattern: RegExp) => [
        ...new Set([...text.matchAll(pattern)].map((found) => decodeURIComponent(found[1] ?? ''))),
      ]
      return {
        channelSecrets: all(/client_secret=([^&\s]+)/g),
        assertions: all(/client_assertion=([^&\s]+)/g),
        // What Kagiban asks LINE about to see whether it answers at all is no token.
        tokens: all(/access_token"?[=:]"?([^&\s"]+)/g).filter((value) => value !== 'probe'),
      }
    },
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}
export type Tap = Awaited<ReturnType<typeof tapLine>>

/** Ends every body of a kept-alive connection with a line, for the next request begins right behind the last value. */
function apart(stream: string): string {
  const pieces: string[] = []
  let from = 0
  for (let end = stream.indexOf('\r\n\r\n'); end !== -1; end = stream.indexOf('\r\n\r\n', from)) {
    const start = end + 4
    const head = stream.slice(from, start)
    const body = /^transfer-encoding: *chunked/im.test(head)
      ? unchunked(stream, start)
      : withLength(stream, start, Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0))
    pieces.push(head, body.text, '\n')
    from = body.end
  }
  return [...pieces, stream.slice(from)].join('')
}

const withLength = (stream: string, start: number, length: number) => ({
  text: stream.slice(start, start + length),
  end: start + length,
})

/** A body that was sent in chunks, put together: a value may be cut by them. One that broke off has what came of it. */
function unchunked(stream: string, start: number): { text: string; end: number } {
  const pieces: string[] = []
  let at = start
  for (;;) {
    const line = stream.indexOf('\r\n', at)
    const length = line === -1 ? Number.NaN : Number.parseInt(stream.slice(at, line), 16)
    if (!(length > 0)) return { text: pieces.join(''), end: length === 0 ? line + 4 : stream.length }
    pieces.push(stream.slice(line + 2, line + 2 + length))
    at = line + 2 + length + 2
  }
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { lineConsole } from '@/sandbox/line/console-client'
import { createLineStandIn } from '@/sandbox/line/stand-in'
import { callers, tokenIn } from '@/sandbox/line/test-room'

/** LINE's stand-in on a socket for Kagiban, and within the process for who sets the scene and looks on, which is quicker. */
export async function openLineRoom() {
  const standIn = createLineStandIn()
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy())
  })
  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const pieces: Buffer[] = []
    for await (const piece of incoming) pieces.push(piece)
    const request = new Request(`http://line.test${incoming.url}`, {
      method: incoming.method ?? 'GET',
      headers: { 'content-type': incoming.headers['content-type'] ?? '' },
      body: pieces.length > 0 ? Buffer.concat(pieces) : null,
    })
    const { response, transport } = await standIn.handle(request)
    if (transport) outgoing.socket?.resetAndDestroy()
    else outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text())
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const atLine = lineConsole({ fetch: standIn.fetch })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    atLine,
    /** Issues a short-lived token with a channel's secret. */
    async issue(channelId: string, secret: string): Promise<string> {
      return tokenIn(await callers(standIn.fetch, channelId, secret, '').issueShort())
    },
    /** Whether LINE still takes a token. */
    async lives(token: string): Promise<boolean> {
      return (await callers(standIn.fetch, '', '', '').verifyShort(token)).status === 200
    },
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
      await standIn.close()
    },
  }
}
export type LineRoom = Awaited<ReturnType<typeof openLineRoom>>

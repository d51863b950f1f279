import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export type Recorded = {
  method: string | undefined
  path: string
  query: [string, string][]
  contentType: string | undefined
  body: string
  port: number | undefined
}
export type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A server on loopback that records each request and answers as `answer` says; `close` also cuts what hangs. */
export async function startServer(answer: Answer) {
  const requests: Recorded[] = []
  const sockets = new Set<Socket>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://recorded')
    requests.push({
      method: request.method,
      path: pathname,
      query: [...searchParams],
      contentType: request.headers['content-type'],
      body: Buffer.concat(chunks).toString(),
      port: request.socket.remotePort,
    })
    answer(response, request)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

/** An answer of a status, with a body as JSON unless it is text already. */
export function answerWith(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

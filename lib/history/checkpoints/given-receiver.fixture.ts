import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a receiver of checkpoints got. */
export interface Received {
  seq: number
  body: string
  signature: string
}

/** How it answers. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A receiver over real sockets that writes down what it gets and then answers as it is told. */
export async function givenReceiver() {
  const received: Received[] = []
  const works: Answer = (_request, response) => void response.writeHead(204).end()
  const receiver = { received, answer: works, works, url: '', close: async () => {} }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += String(part)))
    request.on('end', () => {
      received.push({ seq: JSON.parse(body).seq, body, signature: String(request.headers['kagiban-signature']) })
      receiver.answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in?key=of-the-receiver`
  receiver.close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return receiver
}

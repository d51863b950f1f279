import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A call to LINE. `channel` is LINE's number of the channel it is made for. */
export interface Call {
  path: string
  channel: string | null
}

/** `asked`: with LINE in full, not worked on; `answered`: worked on, nothing passed on; `passed`: the answer has left. */
export type CallMoment = 'asked' | 'answered' | 'passed'

/** Called as calls go by; what it answers is awaited, and false withholds an answer for ever. */
export type LineWatch = (moment: CallMoment, call: Call) => unknown

/**
 * A wire to LINE's stand-in that sees every call go by. While nobody watches, bytes pass as they come, and breaks too, so
 * that faults arrive as they were sent. What LINE was asked reaches it, even if who asked has died since.
 */
export async function layLineWire(lineUrl: string) {
  const { hostname, port } = new URL(lineUrl)
  const wire: { watch: LineWatch | null } = { watch: null }
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
    }
    carry(near, far, () => wire.watch)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    watch: (watch: LineWatch | null) => {
      wire.watch = watch
    },
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}
export type LineWire = Awaited<ReturnType<typeof layLineWire>>

// Every call has a connection of its own: `connection: close`.
function carry(near: Socket, far: Socket, watching: () => LineWatch | null): void {
  let request = Buffer.alloc(0)
  let call: Call | null = null
  let watch: LineWatch | null = null
  near.on('data', (piece: Buffer) => {
    request = Buffer.concat([request, piece])
    if (call || !isWhole(request)) return
    call = callOf(request)
    watch = watching()
    void ask(call)
  })
  async function ask(asked: Call): Promise<void> {
    await watch?.('asked', asked)
    far.write(request)
  }

  let answer = Buffer.alloc(0)
  far.on('data', (piece: Buffer) => {
    if (watch) answer = Buffer.concat([answer, piece])
    else near.write(piece)
  })
  far.on('end', () => void end())
  async function end(): Promise<void> {
    if (!call || !watch) return void near.end()
    if ((await watch('answered', call)) === false) return
    await new Promise<void>((done) => near.end(answer, () => done()))
    await watch('passed', call)
  }
  far.on('error', () => near.resetAndDestroy())
  near.on('error', () => {})
  near.on('close', () => {
    // Nobody waits any more; what is being asked is worked on all the same.
    if (!call) far.destroy()
  })
}

function isWhole(request: Buffer): boolean {
  const end = request.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = /\r\ncontent-length: *(\d+)/i.exec(request.toString('latin1', 0, end))?.[1]
  return request.length >= end + 4 + Number(length ?? 0)
}

function callOf(request: Buffer): Call {
  const [head = '', body = ''] = request.toString('latin1').split('\r\n\r\n')
  const target = new URL(head.split(' ')[1] ?? '/', 'http://line')
  const fields = new URLSearchParams(body || target.search)
  const assertion = fields.get('client_assertion')?.split('.')[1]
  const issuer = assertion ? JSON.parse(Buffer.from(assertion, 'base64url').toString()).iss : null
  return { path: target.pathname, channel: fields.get('client_id') ?? issuer }
}

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { cutMessages, endsBatch, isReady, textsOf } from './messages'

/** What a client sends before it waits: a statement with its values, or BEGIN, COMMIT and the like. */
export interface Batch {
  /** The connection, by number: a transaction stays on its own. */
  connection: number
  sql: string
  /** All of what was sent, values included, as bytes. */
  values: string
  /** Whether a text is among what was sent, values included. */
  has(text: string): boolean
}

/** `asked`: seen, not passed on; `passed`: with the server; `answered`: answered, and that not passed on. */
export type BatchMoment = 'asked' | 'passed' | 'answered'

/** Called as batches go by; what it answers is awaited, and false withholds what it was called for, for ever. */
export type DatabaseWatch = (moment: BatchMoment, batch: Batch) => unknown

/**
 * A wire to PostgreSQL that sees every statement and COMMIT go by, so that something can be done at exactly that moment.
 * When its user dies the server is told so, as by the system; where it leads can be changed.
 */
export async function layDatabaseWire(databaseUrl: string) {
  const target = new URL(databaseUrl)
  const wire: { watch: DatabaseWatch | null; host: string; port: number } = {
    watch: null,
    host: target.hostname,
    port: Number(target.port),
  }
  const open = new Set<Socket>()
  let count = 0
  const server = createServer((near) => {
    const far = connect(wire.port, wire.host)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('close', () => open.delete(socket))
    }
    carry(near, far, ++count, (moment, batch) => wire.watch?.(moment, batch))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = new URL(databaseUrl)
  address.port = String((server.address() as AddressInfo).port)
  return {
    url: address.toString(),
    watch: (watch: DatabaseWatch | null) => {
      wire.watch = watch
    },
    leadTo: (url: string) => {
      wire.port = Number(new URL(url).port)
    },
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}
export type DatabaseWire = Awaited<ReturnType<typeof layDatabaseWire>>

function carry(near: Socket, far: Socket, connection: number, watch: DatabaseWatch): void {
  let sent: Buffer = Buffer.alloc(0)
  let answer: Buffer = Buffer.alloc(0)
  let begun = false
  let batch: Batch | null = null
  let line: Promise<unknown> = Promise.resolve()
  const inTurn = (work: () => Promise<unknown>) => {
    line = line.then(work).catch(() => near.destroy())
  }

  near.on('data', (piece: Buffer) => {
    sent = Buffer.concat([sent, piece])
    const { messages, rest } = cutMessages(sent, !begun)
    let from = 0
    let to = 0
    for (const message of messages) {
      to += message.length
      begun = true
      if (!endsBatch(message)) continue
      const raw = Buffer.from(sent.subarray(from, to))
      from = to
      inTurn(() => ask(raw))
    }
    sent = Buffer.concat([sent.subarray(from, to), rest])
  })
  async function ask(raw: Buffer): Promise<void> {
    const text = raw.toString('latin1')
    const asked: Batch = { connection, sql: textsOf(raw), values: text, has: (part) => text.includes(part) }
    if ((await watch('asked', asked)) === false || far.destroyed) return
    batch = asked
    await new Promise<void>((done) => far.write(raw, () => done()))
    await watch('passed', asked)
  }

  far.on('data', (piece: Buffer) => {
    answer = Buffer.concat([answer, piece])
    // Signing in has several steps, and only what answers a statement is of interest.
    if (batch?.sql && !isReady(answer)) return
    const [whole, to] = [answer, batch]
    answer = Buffer.alloc(0)
    inTurn(async () => {
      if (to?.sql && (await watch('answered', to)) === false) return
      near.write(whole)
    })
  })
  // What an ending server says last comes without the word that it is ready again.
  far.on('end', () => inTurn(async () => near.end(answer)))
  near.on('end', () => far.end())
  near.on('close', () => far.end())
  near.on('error', () => far.end())
  far.on('error', () => near.resetAndDestroy())
  far.on('close', () => inTurn(async () => near.destroy()))
}

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A cable to a server that a test can pull: connections break off at once, and none comes about until it is put back. */
export async function layCable(host: string, port: number) {
  const open = new Set<Socket>()
  let pulled = false
  let last: string | null = null
  const pull = () => {
    pulled = true
    for (const socket of open) socket.resetAndDestroy()
  }
  const server = createServer((near) => {
    if (pulled) return near.resetAndDestroy()
    const far = connect(port, host)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
    near.on('data', (sent: Buffer) => {
      if (last === null || !sent.includes(last)) return
      last = null
      far.unpipe(near)
      far.once('data', pull).resume()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    pull,
    /** Lets what is sent with this text in it arrive, and pulls the cable before its answer does. */
    pullAfter: (text: string) => {
      last = text
    },
    putBack: () => {
      pulled = false
    },
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A cable to a server that a test can pull: connections break off at once, and none comes about until it is put back. */
export async function layCable(host: string, port: number) {
  const open = new Set<Socket>()
  let pulled = false
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
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    pull: () => {
      pulled = true
      for (const socket of open) socket.resetAndDestroy()
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

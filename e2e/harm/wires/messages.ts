const STARTUP_LENGTH = 4
const HEAD = 5

/** Cuts what a PostgreSQL client or server sent into whole messages; the very first of a client has no type. */
export function cutMessages(bytes: Buffer, first: boolean): { messages: Buffer[]; rest: Buffer } {
  const messages: Buffer[] = []
  let at = 0
  for (let startup = first; ; startup = false) {
    const head = startup ? STARTUP_LENGTH : HEAD
    if (bytes.length - at < head) break
    const length = startup ? bytes.readInt32BE(at) : 1 + bytes.readInt32BE(at + 1)
    if (bytes.length - at < length) break
    messages.push(bytes.subarray(at, at + length))
    at += length
  }
  return { messages, rest: bytes.subarray(at) }
}

// Parse, Bind, Describe, Execute, Close: with these a client is not done yet.
const GOES_ON = new Set(['P', 'B', 'D', 'E', 'C'])

/** Whether the client waits for an answer after this message, or says goodbye with it. */
export const endsBatch = (message: Buffer) => !GOES_ON.has(String.fromCharCode(message[0] ?? 0))

/** The statements in a batch, without their values. */
export function textsOf(batch: Buffer): string {
  return cutMessages(batch, false)
    .messages.map((message) => {
      const type = String.fromCharCode(message[0] ?? 0)
      const text = message.toString('utf8', HEAD)
      if (type === 'Q') return text.split('\0')[0]
      return type === 'P' ? text.split('\0')[1] : ''
    })
    .join('')
}

const READY = Buffer.from([0x5a, 0, 0, 0, 5])

/** Whether a server's answer is whole: it ends with the word that the server is ready again. */
export const isReady = (answer: Buffer) => answer.subarray(-6, -1).equals(READY)

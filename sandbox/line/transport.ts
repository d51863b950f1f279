import { setTimeout as delay } from 'node:timers/promises'
import type { Transport } from './faults'

/** A response and how it is to be carried. */
export type Delivery = { response: Response; transport?: Transport }

/** Cuts a text into the (at most ten) pieces that a slow answer is sent in; an empty text is one empty piece. */
export function slowPieces(text: string): string[] {
  const size = Math.ceil(text.length / 10)
  return size === 0
    ? ['']
    : Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, i * size + size))
}

/**
 * Carries a delivery inside the process as the real `fetch` would: a reset rejects with `TypeError: fetch failed` and
 * code ECONNRESET, a hang lasts until the signal aborts. An abort never stops LINE's own work on the request.
 */
export async function deliverInProcess(delivery: Promise<Delivery>, signal: AbortSignal): Promise<Response> {
  const aborted = rejectOnAbort(signal)
  const { response, transport } = await Promise.race([delivery, aborted])
  if (!transport) return response
  if (transport.kind === 'reset') throw networkError('fetch failed', 'read ECONNRESET', 'ECONNRESET')
  if (transport.kind === 'hang') return aborted
  const text = await response.text()
  const pieces = transport.kind === 'slow' ? slow(text, transport.seconds, aborted) : truncated(text)
  return new Response(streamOf(pieces), response)
}

function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
}

async function* slow(text: string, seconds: number, aborted: Promise<never>): AsyncGenerator<string> {
  const pieces = slowPieces(text)
  for (const piece of pieces) {
    await Promise.race([delay((seconds * 1000) / pieces.length), aborted])
    yield piece
  }
}

async function* truncated(text: string): AsyncGenerator<string> {
  yield text.slice(0, text.length / 2)
  throw networkError('terminated', 'other side closed', 'UND_ERR_SOCKET')
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function networkError(message: string, cause: string, code: string): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error(cause), { code }) })
}

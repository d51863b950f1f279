import 'server-only'
import { Secret } from '@/lib/sealing/secret'
import { factsOf, readAnswer, readCapped, readErrorBody } from './answer'
import { type AnswerOf, CALLS, type CallName, classOf } from './calls'
import type { Clock } from './care/clock'
import { errorOfStatus, type FailedTry, LineError, type LineErrorFacts, unseenEffect } from './errors'
import { failedToConnect, faultCode, isGarbling } from './faults'
import { neverSent, type Watch, watched } from './sent'

export type Fetch = (input: string, init: RequestInit) => Promise<Response>
export type Wire = { baseURL: string; fetch: Fetch; timeoutMs: number; headers: Record<string, string> }
export type CallOptions = { signal?: AbortSignal | undefined }

/**
 * What the official client answers, and besides: the request id, LINE's clock, and the tries that failed before.
 * `httpResponse` has neither body nor URL.
 */
export type LineAnswer<T> = {
  httpResponse: Response
  body: T
  requestId: string | undefined
  clock: Clock | undefined
  tries: readonly FailedTry[]
}

/** What makes a call: one request, as `send` does, or what is built around that. */
export type Send = typeof send

/** Makes one request within the deadline and answers what LINE said, or throws a LineError. */
export async function send<Name extends CallName>(
  wire: Wire,
  call: Name,
  fields: Record<string, string>,
  options: CallOptions = {},
): Promise<LineAnswer<AnswerOf<Name>>> {
  const abandon = new AbortController()
  const timer = setTimeout(() => abandon.abort(), wire.timeoutMs)
  const signal = options.signal ? AbortSignal.any([abandon.signal, options.signal]) : abandon.signal
  const watch: Watch = { created: false, sent: false }
  let facts: LineErrorFacts = {}
  const came: Uint8Array[] = []
  try {
    if (signal.aborted) throw new LineError('interrupted', call, 'none', { causeCode: 'ABORTED' })
    const sentAt = Date.now()
    const response = await unlessAborted(
      signal,
      watched(watch, () => request(wire, call, fields, signal)),
    )
    facts = factsOf(response, sentAt)
    if (!response.ok) {
      // The status has said it; a body that does not arrive whole changes nothing.
      const body = response.status < 400 ? null : await unlessAborted(signal, readCapped(response)).catch(() => null)
      throw errorOfStatus(call, response.status, { ...facts, ...readErrorBody(body, confidentialOf(fields)) })
    }
    const bytes = await unlessAborted(signal, readCapped(response, came))
    const body = readAnswer(call, bytes, response.headers.get('content-type'), { ...facts, ...unread() })
    const { requestId, clock } = facts
    return { httpResponse: withoutUrl(response), body, requestId, clock, tries: [] }
  } catch (error) {
    if (error instanceof LineError) throw error
    throw errorOfFault(error)
  } finally {
    clearTimeout(timer)
    abandon.abort() // lets go of a connection whose answer nobody will read
  }

  // Nothing else that LINE answers is lost when it cannot be read.
  function unread(): { unread?: Secret } {
    const text = classOf(call) === 'issue' ? Buffer.concat(came).toString() : ''
    return text ? { unread: new Secret(text) } : {}
  }

  function errorOfFault(error: unknown): LineError {
    const byCaller = options.signal?.aborted === true
    const code = byCaller ? 'ABORTED' : signal.aborted ? 'DEADLINE' : faultCode(error)
    const unsent = facts.status === undefined && (neverSent(watch) || failedToConnect(error))
    const kind = unsent && !byCaller ? 'unreachable' : isGarbling(code) ? 'garbled' : 'interrupted'
    return new LineError(kind, call, unsent ? 'none' : unseenEffect(call), {
      ...facts,
      ...unread(),
      ...(code && { causeCode: code }),
    })
  }
}

function request(wire: Wire, call: CallName, fields: Record<string, string>, signal: AbortSignal): Promise<Response> {
  const { method, path } = CALLS[call]
  const url = new URL(path, wire.baseURL)
  const form = new URLSearchParams(fields).toString()
  if (method === 'GET') url.search = form
  return wire.fetch(url.href, {
    method,
    signal,
    redirect: 'manual',
    cache: 'no-store', // Next patches fetch and would otherwise be free to keep an answer
    headers: {
      ...wire.headers,
      ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
      // No connection is used twice: on a stale one a reset would leave open whether LINE had read the call.
      // Node's fetch obeys this header, although the standard forbids it to browsers.
      connection: 'close',
    },
    ...(method === 'POST' && { body: form }),
  })
}

function confidentialOf({ client_secret, client_assertion, access_token }: Record<string, string>): string[] {
  return [client_secret, client_assertion, access_token].filter((value) => value !== undefined)
}

// A fetch, or a body, that does not heed the signal is left behind all the same.
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Error('aborted'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

// LINE puts tokens and assertions into the query, and a fetch Response shows its URL.
function withoutUrl({ status, statusText, headers }: Response): Response {
  return new Response(null, { status, statusText, headers })
}

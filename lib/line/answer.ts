import 'server-only'
import { z } from 'zod'
import { type AnswerOf, CALLS, type CallName } from './calls'
import { clockOf } from './care/clock'
import { LineError, type LineErrorFacts, unseenEffect } from './errors'

const CAP_BYTES = 64 * 1024
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i

const oauthError = z.object({ error: z.string(), error_description: z.string().optional() })
const messagingError = z.object({ message: z.string() })

const TEXT_LENGTH = 200
// Tokens, assertions, 32-hex secrets and their percent-encoded forms; no word LINE uses is as long as this.
const SECRET_LIKE = /[A-Za-z0-9+/_=.%~-]{24,}/g

/**
 * The body, or null as soon as it is over 64 KiB, whatever its content-length claims. `came` is filled with what arrives,
 * up to the cap, so that it can be had also when the rest never does.
 */
export async function readCapped(response: Response, came: Uint8Array[] = []): Promise<Uint8Array | null> {
  const reader = response.body?.getReader()
  if (!reader) return new Uint8Array()
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(came)
    came.push(value.subarray(0, CAP_BYTES - size))
    size += value.byteLength
    if (size > CAP_BYTES) return null
  }
}

/** What a 2xx answer says, checked against its schema; anything else is a LineError that does not hold the body. */
export function readAnswer<Name extends CallName>(
  call: Name,
  bytes: Uint8Array | null,
  contentType: string | null,
  facts: LineErrorFacts,
): AnswerOf<Name> {
  const garbled = (causeCode: string) => new LineError('garbled', call, unseenEffect(call), { ...facts, causeCode })
  if (!bytes) throw garbled('TOO_LARGE')
  if (bytes.byteLength > 0 && !JSON_TYPE.test(contentType ?? '')) throw garbled('CONTENT_TYPE')
  let json: unknown = null // an empty answer, as the official client reads it
  try {
    if (bytes.byteLength > 0) json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw garbled('BAD_JSON') // the parser's own message quotes the body
  }
  const answer = CALLS[call].answer.safeParse(json)
  if (!answer.success) throw garbled('SCHEMA')
  return answer.data as AnswerOf<Name>
}

/** What the status line and headers of an answer to a call sent at `sentAt` (ms) tell, as far as it is safe to keep. */
export function factsOf(response: Response, sentAt: number): LineErrorFacts {
  const requestId = response.headers.get('x-line-request-id')
  const date = new Date(response.headers.get('date') ?? '')
  const clock = clockOf(date, sentAt)
  const retryAfterSeconds = secondsOf(response.headers.get('retry-after'), date)
  return {
    status: response.status,
    ...(requestId && /^[A-Za-z0-9-]{1,64}$/.test(requestId) && { requestId }),
    ...(Number.isFinite(date.getTime()) && { date }),
    ...(clock && { clock }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}

/** A Retry-After in either of HTTP's two forms; an instant is measured by the clock that named it. */
function secondsOf(retryAfter: string | null, date: Date): number | undefined {
  if (!retryAfter) return undefined
  if (/^\d{1,6}$/.test(retryAfter)) return Number(retryAfter)
  const from = Number.isFinite(date.getTime()) ? date.getTime() : Date.now()
  const seconds = Math.ceil((Date.parse(retryAfter) - from) / 1000)
  return /GMT$/.test(retryAfter) && Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}

/** LINE's own words about a no, in either of its two shapes, with whatever we had sent taken out again. */
export function readErrorBody(body: Uint8Array | null, sent: string[]): { lineCode?: string; lineText?: string } {
  const json = parse(body)
  const oauth = oauthError.safeParse(json)
  if (oauth.success) {
    const { error, error_description: text } = oauth.data
    return { ...(/^[a-z_]{1,40}$/.test(error) && { lineCode: error }), ...(text && { lineText: scrub(text, sent) }) }
  }
  const messaging = messagingError.safeParse(json)
  return messaging.success && messaging.data.message ? { lineText: scrub(messaging.data.message, sent) } : {}
}

function parse(body: Uint8Array | null): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body ?? undefined))
  } catch {
    return undefined // a 4xx without JSON (a proxy's page, say) is told by its status alone
  }
}

function scrub(text: string, sent: string[]): string {
  let clean = text
  for (const value of sent) clean = clean.replaceAll(value, '[removed]')
  clean = clean.replace(SECRET_LIKE, '[removed]').replace(/\p{Cc}+/gu, ' ')
  // Half a character, from LINE or from the cut, could be stored nowhere.
  return clean.slice(0, TEXT_LENGTH).replace(/\p{Cs}/gu, '')
}

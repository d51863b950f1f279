import 'server-only'
import { Refusal } from '@/lib/errors'
import type { Secret } from '@/lib/sealing/secret'
import type { Fetch, Send, Wire } from './transport'

/** A value that may come as it is stored: it is exposed only to be sent. */
export type Confidential = string | Secret

export type ClientConfig = {
  /** Used as an origin, as the official client does; `https://api.line.me` by default. */
  baseURL?: string | undefined
  /** Node's own by default. */
  fetch?: Fetch | undefined
  /** The deadline of one call, headers and body together; 10 s by default. */
  timeoutMs?: number | undefined
  defaultHeaders?: Record<string, string> | undefined
  /** What makes each call; by default exactly one request. */
  send?: Send | undefined
}

type Settings = Omit<ClientConfig, 'send'>

const LINE_URL = 'https://api.line.me'
const DEADLINE_MS = 10_000

/** The configuration with its defaults; a mistake in it is a TypeError that does not quote it. */
export function wireOf({ baseURL = LINE_URL, fetch, timeoutMs = DEADLINE_MS, defaultHeaders }: Settings): Wire {
  const url = URL.canParse(baseURL) ? new URL(baseURL) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new TypeError('baseURL must be an http or https address without credentials')
  }
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1) throw new TypeError('timeoutMs must be a positive whole number')
  return {
    baseURL: url.href,
    // Looked up at each call, because Next replaces it after this module is loaded.
    fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeoutMs,
    headers: headersOf(defaultHeaders),
  }
}

function headersOf(defaultHeaders: Record<string, string> = {}): Record<string, string> {
  try {
    return { 'user-agent': 'kagiban', ...Object.fromEntries(new Headers(defaultHeaders)) }
  } catch {
    throw new TypeError('defaultHeaders holds a name or value that is not allowed in a header')
  }
}

/** The fields to send; a missing or empty one is refused, so that half a call never reaches LINE. */
export function fieldsOf(parameters: Record<string, Confidential | undefined>): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(parameters)) {
    const text = typeof value === 'object' && value ? value.expose() : value
    if (typeof text !== 'string' || text === '') throw incompleteCall(name)
    fields[name] = text
  }
  return fields
}

/** The refusal of a call that names `parameter` wrongly or not at all. */
export function incompleteCall(parameter: string): Refusal {
  return new Refusal('invalid', 'lineCallIncomplete', { values: { parameter } })
}

import { type KeyObject, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Call } from './calls'
import type { Fault } from './faults'

export const channelTypes = ['messaging_api', 'line_login', 'mini_app', 'module'] as const
export const tokenKinds = ['short-lived', 'long-lived', 'v2.1', 'stateless'] as const

const signingKey = z.object({ kid: z.string(), publicJwk: z.record(z.string(), z.unknown()), registeredAt: z.number() })

const channel = z.object({
  channelId: z.string(),
  name: z.string(),
  type: z.enum(channelTypes),
  channelSecret: z.string(),
  keys: z.array(signingKey),
})

// The text of a token is never kept: `hash` (SHA-256) finds it again. Times are milliseconds of the stand-in's clock.
const token = z.object({
  hash: z.string(),
  kind: z.enum(tokenKinds),
  channelId: z.string(),
  keyId: z.string().nullable(),
  issuedAt: z.number(),
  expiresAt: z.number(),
})

/** What the state file holds. */
export const storedState = z.object({
  version: z.literal(1),
  clockOffsetMs: z.number(),
  tokenKey: z.string(),
  channels: z.array(channel),
  tokens: z.array(token),
})

export type SigningKey = z.infer<typeof signingKey>
export type Channel = z.infer<typeof channel>
export type Token = z.infer<typeof token>
export type TokenKind = Token['kind']
export type ChannelType = Channel['type']
export type StoredState = z.infer<typeof storedState>

/** Everything the stand-in knows and a restart must not lose. `tokens` holds only tokens that were not ended, in order of issue. */
export type State = {
  clockOffsetMs: number
  tokenKey: string
  channels: Map<string, Channel>
  tokens: Map<string, Token>
}

/** What the console's page says once, after a form. `value` is there to be copied. */
export type Notice = { text: string; value?: string; isRefusal: boolean }

/** The signing key of another team in one channel; lost with the process, and then another one is registered. */
export type ElsewhereKey = { kid: string; privateKey: KeyObject }

/** One running stand-in: its state, and what a restart may forget (faults, calls, work waiting for its time). */
export type Line = {
  readonly audience: string
  latencyMs: number
  readonly state: State
  readonly faults: Fault[]
  readonly calls: Call[]
  readonly notices: Map<string, Notice>
  /** By channel ID, the signing key of whoever issues there past Kagiban. */
  readonly elsewhereKeys: Map<string, ElsewhereKey>
  /** Milliseconds since 1970 by the stand-in's own clock. */
  now(): number
  /** Resolves when the state as it is now has been written. */
  save(): Promise<void>
  /** Does the work after the delay, unless the stand-in is reset or closed before. */
  later(seconds: number, work: () => Promise<unknown>): void
  /** Forgets everything, as on the first day. */
  reset(): void
}

/** A state with no channel in it and a token key of its own. */
export function emptyState(): State {
  return { clockOffsetMs: 0, tokenKey: randomBytes(32).toString('base64url'), channels: new Map(), tokens: new Map() }
}

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Line, Token, TokenKind } from '../state'

/** The most live tokens of a kind a channel may have (v2.1 and short-lived are counted separately). */
export const slots = 30
export const shortLivedSeconds = 2_592_000
export const statelessSeconds = 900
// Not documented by LINE: a long-lived token has no end, yet LINE's example of a verification shows 3138007490 seconds.
export const longLivedSeconds = 3_153_600_000

/** What a token in JWS form says to the stand-in itself; to everybody else it is opaque. */
export type TokenClaims = { kind: TokenKind; id: string; expiresAt: number }

/** The live tokens of one kind in a channel, the oldest first. */
export function liveTokens(line: Line, channelId: string, kind: TokenKind): Token[] {
  const now = line.now()
  return [...line.state.tokens.values()].filter(
    (token) => token.channelId === channelId && token.kind === kind && token.expiresAt > now,
  )
}

/** Finds a live token by its text, if it is of one of these kinds. */
export function findLiveToken(line: Line, text: string, kinds: TokenKind[]): Token | null {
  const token = line.state.tokens.get(hashOf(text))
  return token && kinds.includes(token.kind) && token.expiresAt > line.now() ? token : null
}

/** Ends a token at once. */
export function endToken(line: Line, token: Token): void {
  line.state.tokens.delete(token.hash)
}

/** Seconds until a token ends, rounded down. */
export function secondsLeft(line: Line, token: Token): number {
  return Math.floor((token.expiresAt - line.now()) / 1000)
}

/** Issues a token of any kind and forgets those that have expired. Limits are the caller's business. */
export function issueToken(line: Line, channelId: string, kind: TokenKind, seconds: number) {
  const issuedAt = line.now()
  for (const token of line.state.tokens.values()) if (token.expiresAt <= issuedAt) endToken(line, token)
  const expiresAt = issuedAt + seconds * 1000
  const isJws = kind === 'v2.1' || kind === 'stateless'
  const id = randomBytes(16).toString('base64url')
  const text = isJws ? jwsText(line, { kind, id, expiresAt }) : base64Text()
  const hash = hashOf(text)
  const keyId = kind === 'v2.1' ? id : null
  line.state.tokens.set(hash, { hash, kind, channelId, keyId, issuedAt, expiresAt })
  return { text, keyId: id }
}

/** Whether a text has the three dotted base64url parts of a JWS. */
export function hasJwsShape(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text)
}

/** Reads the claims of a token in JWS form if this stand-in signed it. */
export function readJws(line: Line, text: string): TokenClaims | null {
  const [header = '', payload = '', signature = ''] = text.split('.')
  const given = Buffer.from(signature, 'base64url')
  const expected = signatureOf(line, `${header}.${payload}`)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

function jwsText(line: Line, claims: TokenClaims): string {
  const signed = [{ alg: 'HS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${signed}.${signatureOf(line, signed).toString('base64url')}`
}

function signatureOf(line: Line, signed: string): Buffer {
  return createHmac('sha256', Buffer.from(line.state.tokenKey, 'base64url')).update(signed).digest()
}

// LINE's tokens of this form hold characters that a careless client forgets to percent-encode; ours always do.
function base64Text(): string {
  const text = randomBytes(128).toString('base64')
  return text.includes('+') && text.includes('/') ? text : base64Text()
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

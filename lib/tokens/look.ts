import 'server-only'
import { Secret } from '@/lib/sealing/secret'
import type { Look } from './schema'

/** A pasted value, cleaned of what it was copied with, and what it is by its looks. */
export interface Pasted {
  look: Look
  secret: Secret
}

/** Takes a pasted text apart at the border, so that behind it there is only a Secret. */
export function readPasted(text: string): Pasted {
  const value = unwrap(text.replace(UNSEEN, '').trim())
  return { look: lookOf(value), secret: new Secret(value) }
}

/** What comes along with a text from a chat or a document, and cannot be seen. */
const UNSEEN = /[\u200b-\u200d\u2060\ufeff]/g

/** Takes off what a value is often copied with: a header, a line of settings, quotes, an answer of LINE's, line breaks. */
function unwrap(text: string): string {
  if (isTokenLike(unfolded(text))) return unfolded(text)
  const answer = parseObject(text)?.access_token
  if (typeof answer === 'string') return answer
  const named = /\baccess_token["']?\s*[:=]\s*["']?([^\s"'&,}]+)/.exec(text)?.[1]
  if (named) return decoded(named)
  const bearer = /\bBearer\s+([^\s'"]+)/i.exec(text)?.[1]
  if (bearer) return bearer
  // A line of .env, of a shell, of YAML or of Java properties, with what may stand behind it.
  const assigned = /^(?:export\s+)?["']?[A-Za-z][\w.-]*["']?\s*[=:]\s*(.+)$/s.exec(text)?.[1] ?? text
  const bare = assigned
    .replace(/\s#.*$/, '')
    .trim()
    .replace(/^(['"`])(.*)\1[;,]?$/s, '$2')
  return isTokenLike(unfolded(bare)) ? unfolded(bare) : bare
}

/** Without line breaks; spaces stay, or a sentence would look like a token. */
const unfolded = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join('')

/** A value as it stands in a form's body or an address. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const OPAQUE = /^[A-Za-z0-9+/]{40,}={0,2}$/
const JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/
const isTokenLike = (text: string) => OPAQUE.test(text) || JWS.test(text)

/**
 * What a text is by its looks. LINE documents no format for tokens: of those seen, v2.1 and stateless ones are a JWS,
 * short-lived and long-lived ones base64 of over 40 characters.
 */
export function lookOf(text: string): Look {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return 'privateKey'
  if (/-----BEGIN /.test(text)) return 'publicKey'
  const json = parseObject(text)
  if (json) return lookOfJson(json)
  if (JWS.test(text)) return lookOfJws(text)
  if (/^[0-9a-f]{32}$/i.test(text)) return 'channelSecret'
  if (/^\d{1,20}$/.test(text)) return 'channelId'
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) || /^[\w-]{22}$/.test(text)) return 'keyId'
  return OPAQUE.test(text) ? 'opaque' : 'other'
}

/** A key alone, or the set of keys that some tools write. */
function lookOfJson(json: Record<string, unknown>): Look {
  const keys: unknown[] = Array.isArray(json.keys) ? json.keys : [json]
  const members = keys.filter((key): key is object => typeof key === 'object' && key !== null && 'kty' in key)
  if (members.length === 0) return 'other'
  return members.some((key) => 'd' in key || 'p' in key || 'k' in key) ? 'privateKey' : 'publicKey'
}

/** Only to tell what is no channel access token: of a token itself LINE asks consumers to read nothing. */
function lookOfJws(text: string): Look {
  const [header, claims] = text.split('.').map((part) => parseObject(Buffer.from(part, 'base64url').toString()))
  if (!header) return 'other'
  if (claims?.iss === 'https://access.line.me') return 'idToken'
  const audience = [claims?.aud].flat()
  if (header.alg === 'RS256' && audience.includes('https://api.line.me/')) return 'assertion'
  return 'jws'
}

function parseObject(text: string): Record<string, unknown> | null {
  if (!text.startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

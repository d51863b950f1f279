import { compactVerify, importJWK } from 'jose'
import type { Channel, Line, SigningKey } from '../state'
import { type Answer, messageError, oauthError, required, rule } from './answers'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const longestSeconds = 30 * 60
// Not documented by LINE: whether, and how far, clocks may differ.
const leewaySeconds = 1

// Not documented by LINE: the texts; its page names the error `invalid_client` for an assertion that is not accepted.
const invalid = (text: string): Answer => oauthError('invalid_client', text)
const invalidExp = invalid('Invalid exp')

/**
 * Checks the client assertion of a call in the order LINE's error texts suggest (LINE does not document the order) and
 * gives its channel and claims. The same assertion may come again until it expires: LINE asks for no `jti`.
 */
export async function checkAssertion(line: Line, form: URLSearchParams) {
  rule(form.get('client_assertion_type') === assertionType)
  const jwt = required(form, 'client_assertion')

  const [header, claims] = decode(jwt)
  rule(header.alg === 'RS256', invalid('Invalid alg'))

  const found = findKey(line, header.kid)
  rule(found !== null, messageError(404, 'Cannot find channel key that satisfies the conditions'))
  rule(await isSignedBy(found.key, jwt), invalid('Invalid signature'))

  rule(claims.iss === found.channel.channelId, invalid('iss and clientId of key do not match'))
  rule(claims.sub === claims.iss, invalid('Invalid sub'))
  rule([claims.aud].flat().includes(line.audience), invalid('Invalid aud'))

  const exp = numberIn(claims.exp)
  const now = line.now() / 1000
  rule(exp !== null && exp > now - leewaySeconds, invalidExp)
  rule(exp <= now + longestSeconds + leewaySeconds, invalidExp)
  return { channel: found.channel, claims }
}

/** Reads `token_exp`, the life of a v2.1 token in seconds, out of the claims of an assertion. */
export function tokenLife(claims: Record<string, unknown>): number {
  const seconds = numberIn(claims.token_exp)
  // Not documented by LINE: the answer to a life that is missing, zero, broken or longer than 30 days.
  const allowed = seconds !== null && Number.isInteger(seconds) && seconds >= 1 && seconds <= 2_592_000
  rule(allowed, invalid('Invalid token_exp'))
  return seconds
}

/** The channel that an assertion says it is from, unchecked; null when it cannot be read. */
export function claimedIssuer(jwt: string): unknown {
  try {
    return decode(jwt)[1].iss
  } catch {
    return null
  }
}

function decode(jwt: string): [Record<string, unknown>, Record<string, unknown>] {
  const parts = jwt.split('.')
  rule(parts.length === 3 && parts.every((part) => /^[\w-]*$/.test(part)), invalid('Invalid client_assertion'))
  return [decodePart(parts[0]), decodePart(parts[1])]
}

function decodePart(part = ''): Record<string, unknown> {
  let value: unknown = null
  try {
    value = JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    // Not JSON: `value` stays null and is refused below.
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  rule(isObject, invalid('Invalid client_assertion'))
  return value as Record<string, unknown>
}

function findKey(line: Line, kid: unknown): { channel: Channel; key: SigningKey } | null {
  for (const channel of line.state.channels.values()) {
    const key = channel.keys.find((one) => one.kid === kid)
    if (key) return { channel, key }
  }
  return null
}

async function isSignedBy(key: SigningKey, jwt: string): Promise<boolean> {
  const publicKey = await importJWK(key.publicJwk, 'RS256')
  return compactVerify(jwt, publicKey, { algorithms: ['RS256'] }).then(
    () => true,
    () => false,
  )
}

// Not documented by LINE: a number in a string. The first example JWT on LINE's page has `exp` and `token_exp` so.
function numberIn(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : null
}

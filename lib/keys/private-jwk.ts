import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import 'server-only'
import { Secret } from '@/lib/sealing/secret'
import type { PublicJwk } from './schema'

/** What can be wrong with a pasted private JWK; each has a sentence under `invalid` in the messages. */
export const JWK_FLAWS = [
  'jwkTooLarge',
  'jwkPem',
  'jwkNotJson',
  'jwkNotOneKey',
  'jwkNotRsa',
  'jwkPublic',
  'jwkIncomplete',
  'jwkManyPrimes',
  'jwkOtherUse',
  'jwkEncoding',
  'jwkSize',
  'jwkExponent',
  'jwkDisagrees',
] as const
export type JwkFlaw = (typeof JWK_FLAWS)[number]

/** A private JWK that is what it seems: rebuilt from its checked members, and its public half as LINE's console has it. */
export interface CheckedKey {
  privateJwk: Secret
  publicJwk: PublicJwk
}

const MAX_BYTES = 8 * 1024
const MEMBERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const
type Members = Record<(typeof MEMBERS)[number], string>

/**
 * Takes a pasted private JWK apart and answers it rebuilt, or names its flaw. WebCrypto and OpenSSL import keys whose
 * members belong to different keys and then sign what nobody can verify, so the arithmetic is done here.
 */
export function checkPrivateJwk(pasted: Secret): CheckedKey | JwkFlaw {
  const text = pasted.expose()
  if (Buffer.byteLength(text) > MAX_BYTES) return 'jwkTooLarge'
  if (text.includes('-----BEGIN ')) return 'jwkPem'
  let jwk: unknown
  try {
    jwk = JSON.parse(text)
  } catch {
    // Without the parser's message, which quotes the key.
    return 'jwkNotJson'
  }
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk) || Object.hasOwn(jwk, 'keys')) return 'jwkNotOneKey'
  const own = (name: string): unknown => (Object.hasOwn(jwk, name) ? (jwk as Record<string, unknown>)[name] : undefined)
  return checkShape(own) ?? checkMembers(own)
}

function checkShape(own: (name: string) => unknown): JwkFlaw | undefined {
  if (own('kty') !== 'RSA') return 'jwkNotRsa'
  if (own('d') === undefined) return 'jwkPublic'
  if (MEMBERS.some((name) => own(name) === undefined)) return 'jwkIncomplete'
  if (own('oth') !== undefined) return 'jwkManyPrimes'
  const [alg, use, operations] = [own('alg'), own('use'), own('key_ops')]
  if ((alg !== undefined && alg !== 'RS256') || (use !== undefined && use !== 'sig')) return 'jwkOtherUse'
  return operations === undefined || isForSigning(operations) ? undefined : 'jwkOtherUse'
}

const isForSigning = (operations: unknown) =>
  Array.isArray(operations) &&
  operations.includes('sign') &&
  operations.every((one) => one === 'sign' || one === 'verify')

function checkMembers(own: (name: string) => unknown): CheckedKey | JwkFlaw {
  const members = {} as Members
  for (const name of MEMBERS) {
    const value = own(name)
    if (!isPlainNumber(value)) return 'jwkEncoding'
    members[name] = value
  }
  if (members.e !== 'AQAB') return 'jwkExponent'
  if (bits(numberOf(members.n)) !== 2048) return 'jwkSize'
  if (!belongTogether(members) || !signs(members)) return 'jwkDisagrees'
  const { n, e, ...rest } = members
  return {
    privateJwk: new Secret(JSON.stringify({ kty: 'RSA', n, e, ...rest })),
    publicJwk: { kty: 'RSA', alg: 'RS256', use: 'sig', e, n },
  }
}

/** A number as a JWK has it: base64url without padding, without leading zeros, and with no spare bits at its end. */
function isPlainNumber(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[\w-]+$/.test(value)) return false
  const bytes = Buffer.from(value, 'base64url')
  return bytes[0] !== 0 && bytes.toString('base64url') === value
}

const numberOf = (member: string) => BigInt(`0x${Buffer.from(member, 'base64url').toString('hex')}`)
const bits = (value: bigint) => value.toString(2).length

function belongTogether(members: Members): boolean {
  const [n, e, d, p, q] = [members.n, members.e, members.d, members.p, members.q].map(numberOf) as Five
  if (p === q || p * q !== n || bits(p) !== 1024 || bits(q) !== 1024 || d >= n) return false
  const [p1, q1] = [p - 1n, q - 1n]
  return (
    (e * d) % ((p1 * q1) / gcd(p1, q1)) === 1n &&
    numberOf(members.dp) === d % p1 &&
    numberOf(members.dq) === d % q1 &&
    isInverse(numberOf(members.qi), q, p)
  )
}
type Five = [bigint, bigint, bigint, bigint, bigint]

const isInverse = (inverse: bigint, of: bigint, modulus: bigint) => inverse < modulus && (inverse * of) % modulus === 1n

function gcd(a: bigint, b: bigint): bigint {
  let [one, other] = [a, b]
  while (other !== 0n) [one, other] = [other, one % other]
  return one
}

/** What it signs, its public half verifies. */
function signs({ n, e, ...rest }: Members): boolean {
  const probe = Buffer.from('kagiban')
  try {
    const privateKey = createPrivateKey({ key: { kty: 'RSA', n, e, ...rest }, format: 'jwk' })
    const publicKey = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
    return verify('sha256', probe, publicKey, sign('sha256', probe, privateKey))
  } catch {
    // OpenSSL's own word for it; the key stays out of every message.
    return false
  }
}

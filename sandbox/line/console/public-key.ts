import { createPublicKey } from 'node:crypto'
import { ConsoleRefusal } from './refusal'

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']
const base64url = /^[\w-]+$/

/** Checks a public JWK as LINE's console does and gives the members worth keeping. The texts are ours. */
export function checkPublicJwk(value: unknown): Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  refuseUnless(isObject, 'Give one public key as a JWK, a JSON object.')
  const jwk = value as Record<string, unknown>
  const isPublic = privateMembers.every((name) => !(name in jwk))
  refuseUnless(isPublic, 'This is a private key. Register the public key only, and treat this one as exposed.')
  refuseUnless(!('kid' in jwk), 'Remove "kid": LINE gives the key its kid here.')
  refuseUnless(jwk.kty === 'RSA', '"kty" must be "RSA".')
  refuseUnless(jwk.alg === 'RS256', '"alg" must be "RS256".')
  refuseUnless(isForVerifying(jwk), 'Either "use" must be "sig" or "key_ops" must be ["verify"].')
  refuseUnless(modulusBits(jwk) === 2048, 'The key must have 2048 bits, in "n" and "e".')
  const kept = ['kty', 'alg', 'use', 'key_ops', 'e', 'n'].filter((name) => name in jwk)
  return Object.fromEntries(kept.map((name) => [name, jwk[name]]))
}

function refuseUnless(holds: boolean, message: string): void {
  if (!holds) throw new ConsoleRefusal(400, message)
}

// LINE asks for one of the two. Not documented by LINE: both at once, which is taken here if both are right.
function isForVerifying({ use, key_ops: operations }: Record<string, unknown>): boolean {
  const hasUse = use === 'sig'
  const hasOperations = Array.isArray(operations) && operations.length === 1 && operations[0] === 'verify'
  return (hasUse || use === undefined) && (hasOperations || operations === undefined) && (hasUse || hasOperations)
}

function modulusBits({ n, e }: Record<string, unknown>): number | null {
  if (typeof n !== 'string' || typeof e !== 'string' || !base64url.test(n) || !base64url.test(e)) return null
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
    return asymmetricKeyDetails?.modulusLength ?? null
  } catch {
    return null
  }
}

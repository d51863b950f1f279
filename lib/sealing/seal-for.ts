import { CompactEncrypt, importJWK } from 'jose'
import 'server-only'
import type { Secret } from './secret'

/**
 * Encrypts a secret to somebody's public RSA key (JWK), as compact JWE with RSA-OAEP-256 and A256GCM: from then on nobody
 * here can read it, only the holder of the private key. `context` stands in its header, readable and authenticated.
 */
export async function sealFor(recipient: { kty: string; n: string; e: string }, secret: Secret, context: string) {
  const key = await importJWK({ ...recipient, alg: 'RSA-OAEP-256' }, 'RSA-OAEP-256')
  return new CompactEncrypt(new TextEncoder().encode(secret.expose()))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', ctx: context })
    .encrypt(key)
}

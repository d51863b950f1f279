import 'server-only'
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** A key that signs checkpoints, with the public half by which anybody may check them. */
export interface CheckpointKey {
  privateKey: KeyObject
  publicJwk: { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string }
}

// PKCS #8 of an Ed25519 key up to its 32 random bytes (RFC 8410 §7).
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Makes the key of 32 bytes; its `kid` is the RFC 7638 thumbprint of the public half, so that nobody can give two keys one name. */
export function importCheckpointKey(bytes: Uint8Array): CheckpointKey {
  const der = Buffer.concat([PKCS8, bytes])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  der.fill(0)
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' }) as { x?: string }
  const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url')
  return { privateKey, publicJwk: { kty: 'OKP', crv: 'Ed25519', x, kid } }
}

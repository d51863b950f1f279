import { createHash } from 'node:crypto'
import 'server-only'
import { StartRefused } from '@/lib/errors'
import { decryptFor, encryptFor, type SealContext } from '../envelope'

/** What wraps the keys of the ring. A key management service would be another maker of this. */
export interface RootKey {
  /** Names the key without telling it. */
  id: string
  wrap(context: SealContext, key: Uint8Array): Promise<string>
  unwrap(context: SealContext, wrapped: string): Promise<Uint8Array>
}

const ROOT_KEY_BYTES = 32

/** A root key from its text: 32 random bytes as base64url. `source` is only for the sentence when it is no such text. */
export async function localRootKey(text: string, source: string): Promise<RootKey> {
  const bytes = Buffer.from(text.trim(), 'base64url')
  if (bytes.length !== ROOT_KEY_BYTES || bytes.toString('base64url') !== text.trim().replace(/=+$/, ''))
    throw new StartRefused(
      `The root key in ${source} is not ${ROOT_KEY_BYTES} bytes of base64url. Make one with: openssl rand -base64 32 | tr '+/' '-_' | tr -d '='`,
    )
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const id = `root-${createHash('sha256').update('kagiban-root-key-id\0').update(bytes).digest('hex').slice(0, 8)}`
  bytes.fill(0)
  return {
    id,
    wrap: (context, ringKey) => encryptFor(context, id, key, ringKey),
    unwrap: (context, wrapped) => decryptFor(context, id, key, wrapped),
  }
}

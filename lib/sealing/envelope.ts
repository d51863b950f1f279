import { CompactEncrypt, compactDecrypt } from 'jose'
import 'server-only'

/** Where a sealed value belongs: it opens there and nowhere else. `id` is the row's, `revision` counts its rewrites. */
export interface SealContext {
  table: string
  column: string
  id: string
  revision?: number
}

/** A ciphertext that was moved, changed, or sealed with another key. The message never tells what is inside. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
}

const FORMAT = 'kagiban1'

/** The protected header, always in this order, so that it can be rebuilt and compared byte for byte. */
function headerFor(keyId: string, context: SealContext) {
  const place = [FORMAT, context.table, context.column, context.id, context.revision ?? 1].join('|')
  return { alg: 'dir', enc: 'A256GCM', typ: 'kagiban+jwe', kid: keyId, ctx: place } as const
}

/** Encrypts bytes as a compact JWE (`dir`, A256GCM) that names its key and its place in the protected header. */
export async function encryptFor(
  context: SealContext,
  keyId: string,
  key: CryptoKey,
  bytes: Uint8Array,
): Promise<string> {
  return new CompactEncrypt(bytes).setProtectedHeader(headerFor(keyId, context)).encrypt(key)
}

/**
 * Decrypts what `encryptFor` made. A compact JWE moved to another row would decrypt happily, because its header travels
 * with it; so the header expected here is rebuilt and compared before any cryptography. Throws `SealBroken`.
 */
export async function decryptFor(
  context: SealContext,
  keyId: string,
  key: CryptoKey,
  jwe: string,
): Promise<Uint8Array> {
  const expected = Buffer.from(JSON.stringify(headerFor(keyId, context))).toString('base64url')
  const place = `${context.table}.${context.column} of ${context.id}`
  if (jwe.slice(0, jwe.indexOf('.')) !== expected)
    throw new SealBroken(`${place} holds a value sealed for another place`)
  try {
    const { plaintext } = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return plaintext
  } catch {
    throw new SealBroken(`${place} does not open with key ${keyId}`)
  }
}

const ALGORITHM = { name: 'RSA-OAEP', hash: 'SHA-256', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]) }

/** A key pair of this page: the private half can neither be read nor kept, so what is encrypted to it is for this page only. */
export async function makeRecipient(): Promise<{ key: CryptoKey; jwk: string }> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(ALGORITHM, false, ['encrypt', 'decrypt'])
  const { kty, n, e } = await crypto.subtle.exportKey('jwk', publicKey)
  return { key: privateKey, jwk: JSON.stringify({ kty, n, e }) }
}

/**
 * Opens a compact JWE (RSA-OAEP-256, A256GCM) that was made for this page and for this item; rejects when it was altered or
 * is another item's.
 */
export async function openDelivery(jwe: string, key: CryptoKey, itemId: string): Promise<string> {
  const [head = '', wrapped = '', iv = '', body = '', tag = ''] = jwe.split('.')
  const { alg, enc, ctx } = JSON.parse(text(bytes(head))) as Record<string, unknown>
  if (alg !== 'RSA-OAEP-256' || enc !== 'A256GCM' || ctx !== itemId) throw new Error('not for this item')
  const raw = await crypto.subtle.decrypt({ name: 'RSA-OAEP' }, key, bytes(wrapped))
  const content = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt'])
  const additionalData = new TextEncoder().encode(head)
  const sealed = bytes(body, tag)
  return text(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(iv), additionalData }, content, sealed))
}

const text = (data: BufferSource) => new TextDecoder().decode(data)

function bytes(...parts: string[]): Uint8Array<ArrayBuffer> {
  const binary = parts.map((part) => atob(part.replaceAll('-', '+').replaceAll('_', '/'))).join('')
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

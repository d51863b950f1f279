import 'server-only'
import { Refusal } from '@/lib/errors'
import { decryptFor, encryptFor, type SealContext } from './envelope'
import type { Keyring } from './keyring'
import { Secret } from './secret'

/** A sealed value and the ring key it names, as the tables keep them. */
export interface Sealed {
  jwe: string
  keyId: string
}

// Next loads a module once per module graph; the ring must be one.
const held = globalThis as typeof globalThis & { kagibanKeyring?: Keyring }

/** Puts the ring into use; called once at start. */
export function holdKeyring(keyring: Keyring): void {
  held.kagibanKeyring = keyring
}

/** The ring in use; throws before it is open. */
export function keyring(): Keyring {
  if (!held.kagibanKeyring) throw new Error('the key ring is not open yet')
  return held.kagibanKeyring
}

/** Seals a secret for one place (table, column, row); it opens only there. */
export async function seal(context: SealContext, secret: Secret): Promise<Sealed> {
  const { activeId, data } = keyring()
  const key = data.get(activeId)
  if (!key) throw new Error('the key ring has no active key')
  const jwe = await encryptFor(context, activeId, key, new TextEncoder().encode(secret.expose()))
  return { jwe, keyId: activeId }
}

/** Opens what was sealed for this place. Throws `SealBroken` when it was moved or changed, a Refusal when its key is not loaded. */
export async function open(context: SealContext, sealed: Sealed): Promise<Secret> {
  const key = keyring().data.get(sealed.keyId)
  if (!key) throw new Refusal('conflict', 'sealingKeyMissing', { values: { key: sealed.keyId } })
  return new Secret(new TextDecoder().decode(await decryptFor(context, sealed.keyId, key, sealed.jwe)))
}

/** A keyed hash (HMAC-SHA-256, first 16 bytes, base64url) that finds a secret again without keeping it. */
export async function fingerprint(secret: Secret): Promise<string> {
  const bytes = new TextEncoder().encode(secret.expose())
  const mac = await crypto.subtle.sign('HMAC', keyring().fingerprint, bytes)
  return Buffer.from(mac.slice(0, 16)).toString('base64url')
}

/** Seals plain data as a whole. */
export function sealJson(context: SealContext, value: unknown): Promise<Sealed> {
  return seal(context, new Secret(JSON.stringify(value)))
}

/** Opens what `sealJson` sealed. */
export async function openJson(context: SealContext, sealed: Sealed): Promise<unknown> {
  return JSON.parse((await open(context, sealed)).expose())
}

import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { CompactSign } from 'jose'
import type { CheckpointKey } from './checkpoint-key'
import { keyring } from './seal'

const LABEL = 'kagiban-history-mac-v1\0'

/** The keyed hash of an event's hash, by a key the database does not have, with the key's id. */
export function macOf(hash: Uint8Array): { keyId: string; mac: Uint8Array<ArrayBuffer> } {
  const { activeId } = keyring().history
  return { keyId: activeId, mac: new Uint8Array(hmac(activeId, hash) ?? []) }
}

/** True when `mac` is what the key of that id gives; false also for a key the ring does not hold. */
export function isMacOf(hash: Uint8Array, keyId: string, mac: Uint8Array): boolean {
  const expected = hmac(keyId, hash)
  return expected !== null && mac.length === expected.length && timingSafeEqual(mac, expected)
}

function hmac(keyId: string, hash: Uint8Array): Buffer | null {
  const key = keyring().history.keys.get(keyId)
  return key ? createHmac('sha256', key).update(LABEL).update(hash).digest() : null
}

/** What is signed with the checkpoint key; the name stands in the header, so that one is never taken for the other. */
type Signed = 'kagiban-checkpoint' | 'kagiban-file'

/** Signs with the checkpoint key in use: a compact JWS (EdDSA over Ed25519) whose header names the key. */
export function signWithCheckpointKey(typ: Signed, payload: object): Promise<string> {
  const { activeId, keys } = keyring().checkpoint
  const { privateKey, publicJwk } = keys.get(activeId) as CheckpointKey
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', kid: publicJwk.kid, typ })
    .sign(privateKey)
}

/** The public halves of all keys that ever signed checkpoints here, the one in use first. */
export function checkpointKeys(): CheckpointKey['publicJwk'][] {
  const { activeId, keys } = keyring().checkpoint
  const inUse = keys.get(activeId) as CheckpointKey
  return [inUse, ...[...keys.values()].filter((key) => key !== inUse)].map(({ publicJwk }) => publicJwk)
}

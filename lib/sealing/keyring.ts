import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import 'server-only'
import { StartRefused } from '@/lib/errors'
import { type CheckpointKey, importCheckpointKey } from './checkpoint-key'
import { SealBroken, type SealContext } from './envelope'
import type { RootKey } from './root-keys/root-key'

/** A ring key as the SealingKey table keeps it. */
export interface RingKeyRow {
  id: string
  purpose: string
  state: string
  wrapped: string
  check: string
}

/** What a ring has a key for: sealing, fingerprints, the keyed hash of each event, and signing checkpoints. */
export const RING_PURPOSES = ['data', 'fingerprint', 'history', 'checkpoint'] as const
export type RingPurpose = (typeof RING_PURPOSES)[number]

/** The keys in use: which seals, all that open, the one for fingerprints, and those of the history. */
export interface Keyring {
  activeId: string
  data: ReadonlyMap<string, CryptoKey>
  fingerprint: CryptoKey
  history: Held<KeyObject>
  checkpoint: Held<CheckpointKey>
}

/** Keys of one purpose by their id; new things are made with the active one. */
export interface Held<Key> {
  activeId: string
  keys: ReadonlyMap<string, Key>
}

const contextOf = (id: string): SealContext => ({ table: 'SealingKey', column: 'wrapped', id })
const checkOf = (key: Uint8Array) => createHmac('sha256', key).update('kagiban-key-check-1').digest('hex').slice(0, 16)

/** A new ring key, wrapped by the root key and ready to be stored. */
export async function makeRingKey(root: RootKey, purpose: RingPurpose, number = 1): Promise<RingKeyRow> {
  const key = randomBytes(32)
  const id = `${purpose}-${String(number).padStart(4, '0')}`
  const row = { id, purpose, state: 'active', wrapped: await root.wrap(contextOf(id), key), check: checkOf(key) }
  key.fill(0)
  return row
}

/** Unwraps the ring. Throws `StartRefused` naming the key that does not open: a wrong root key never reaches a row. */
export async function unwrapKeyring(root: RootKey, rows: readonly RingKeyRow[]): Promise<Keyring> {
  const data = await unwrapAll(root, rows, 'data', importAes)
  const fingerprint = await unwrapAll(root, rows, 'fingerprint', importHmac)
  return {
    ...{ activeId: data.activeId, data: data.keys },
    fingerprint: fingerprint.keys.get(fingerprint.activeId) as CryptoKey,
    history: await unwrapAll(root, rows, 'history', (bytes) => createSecretKey(bytes)),
    checkpoint: await unwrapAll(root, rows, 'checkpoint', importCheckpointKey),
  }
}

async function unwrapAll<Key>(
  root: RootKey,
  rows: readonly RingKeyRow[],
  purpose: RingPurpose,
  take: (bytes: Uint8Array) => Key | Promise<Key>,
): Promise<Held<Key>> {
  const keys = new Map<string, Key>()
  for (const row of rows.filter((each) => each.purpose === purpose && each.state !== 'retired')) {
    const bytes = await unwrap(root, row)
    keys.set(row.id, await take(bytes))
    bytes.fill(0)
  }
  const activeId = rows.find((row) => row.purpose === purpose && row.state === 'active')?.id
  if (!activeId) throw new StartRefused(`The key ring has no active ${purpose} key. Restore the SealingKey table.`)
  return { activeId, keys }
}

async function unwrap(root: RootKey, row: RingKeyRow): Promise<Uint8Array> {
  try {
    const bytes = await root.unwrap(contextOf(row.id), row.wrapped)
    if (checkOf(bytes) === row.check) return bytes
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
  }
  throw new StartRefused(
    `Sealing key ${row.id} does not open with root key ${root.id}. Start with the root key that wrapped it.`,
  )
}

const importAes = (bytes: Uint8Array) =>
  crypto.subtle.importKey('raw', new Uint8Array(bytes), 'AES-GCM', false, ['encrypt', 'decrypt'])
const importHmac = (bytes: Uint8Array) =>
  crypto.subtle.importKey('raw', new Uint8Array(bytes), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

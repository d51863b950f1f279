import { createHmac, randomBytes } from 'node:crypto'
import 'server-only'
import { StartRefused } from '@/lib/errors'
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

/** The keys in use: which seals, all that open, and the one for fingerprints. */
export interface Keyring {
  activeId: string
  data: ReadonlyMap<string, CryptoKey>
  fingerprint: CryptoKey
}

const contextOf = (id: string): SealContext => ({ table: 'SealingKey', column: 'wrapped', id })
const checkOf = (key: Uint8Array) => createHmac('sha256', key).update('kagiban-key-check-1').digest('hex').slice(0, 16)

/** A new ring key, wrapped by the root key and ready to be stored. */
export async function makeRingKey(root: RootKey, purpose: 'data' | 'fingerprint', number = 1): Promise<RingKeyRow> {
  const key = randomBytes(32)
  const id = `${purpose}-${String(number).padStart(4, '0')}`
  const row = { id, purpose, state: 'active', wrapped: await root.wrap(contextOf(id), key), check: checkOf(key) }
  key.fill(0)
  return row
}

/** Unwraps the ring. Throws `StartRefused` naming the key that does not open: a wrong root key never reaches a row. */
export async function unwrapKeyring(root: RootKey, rows: readonly RingKeyRow[]): Promise<Keyring> {
  const data = new Map<string, CryptoKey>()
  let activeId: string | undefined
  let fingerprint: CryptoKey | undefined
  for (const row of rows) {
    if (row.state === 'retired') continue
    const bytes = await unwrap(root, row)
    if (row.purpose === 'fingerprint') fingerprint = await importHmac(bytes)
    else {
      data.set(row.id, await importAes(bytes))
      if (row.state === 'active') activeId = row.id
    }
    bytes.fill(0)
  }
  if (!activeId) throw new StartRefused('The key ring has no active data key. Restore the SealingKey table.')
  if (!fingerprint) throw new StartRefused('The key ring has no fingerprint key. Restore the SealingKey table.')
  return { activeId, data, fingerprint }
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

import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import { Refusal } from '@/lib/errors'
import { fingerprint, type Sealed, seal } from '@/lib/sealing/seal'
import type { Family } from './ask-line'
import { findByFingerprint, pastedContext } from './held'
import type { Pasted } from './look'
import type { FoundToken, Look } from './schema'

/** Why a text that is no token cannot be asked about or revoked, by what it is. */
const NO_TOKEN = {
  channelSecret: 'pastedChannelSecret',
  privateKey: 'pastedPrivateKey',
  publicKey: 'pastedPublicKey',
  assertion: 'pastedAssertion',
  idToken: 'pastedIdToken',
  channelId: 'pastedChannelId',
  keyId: 'pastedKeyId',
  other: 'pastedOther',
} as const satisfies Partial<Record<Look, string>>
/** Each of these has a sentence under `refusals`. */
export const NO_TOKEN_REASONS = Object.values(NO_TOKEN)

/** The family a pasted text belongs to at LINE; refuses, beside the field, what is no token of a channel. */
export function tokenFamily(look: Look): Family {
  if (look === 'jws' || look === 'opaque') return look
  throw new Refusal('invalid', NO_TOKEN[look], { field: 'pasted' })
}

/** A pasted token made ready for a call: sealed for its operation, and what is known of it here. */
export interface PreparedPaste {
  family: Family
  sealed: Sealed
  fingerprint: string
  found: FoundToken | null
}

/** Looks a pasted token up and seals it for this operation; refuses what is no token. */
export async function preparePasted(tx: Tx, { look, secret }: Pasted, operationId: string): Promise<PreparedPaste> {
  const family = tokenFamily(look)
  const mark = await fingerprint(secret)
  const found = await findByFingerprint(tx, mark)
  return { family, fingerprint: mark, found, sealed: await seal(pastedContext(operationId), secret) }
}

/** What an event of a pasted token is about: our token if it is one, else its fingerprint. */
export function targetOf({ found, fingerprint: mark }: Pick<PreparedPaste, 'found' | 'fingerprint'>) {
  return found
    ? { type: 'token', id: found.tokenId, label: found.purpose }
    : { type: 'pasted token', id: mark, label: mark }
}

import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import { lineClient } from '@/lib/line/line-client'
import { open, type Sealed, seal } from '@/lib/sealing/seal'
import type { Secret } from '@/lib/sealing/secret'

const STATELESS_SECONDS = 15 * 60

const contextOf = (secretId: string) => ({ table: 'ChannelSecret', column: 'sealed', id: secretId })

/** A channel secret on its way to its row: sealed for it, so that it is moved there as it is. */
export interface UnprovenSecret {
  secretId: string
  fingerprint: string
  sealed: Sealed
}

/**
 * What LINE answered when the secret was proven, with the secret: the operation keeps it no longer than it is open, and
 * an answer may be saved later. Times in ISO 8601.
 */
export interface SecretProof {
  sealed: Sealed
  provenAt: string
  status: number
  requestId: string | null
}

/** Seals a channel secret for the row it will be in. */
export const sealSecret = (secretId: string, secret: Secret) => seal(contextOf(secretId), secret)

/**
 * Proves a channel secret by a stateless token that is dropped unseen: LINE has no other way to check one, and such a
 * token takes no slot and ends by itself in 15 minutes.
 */
export async function proveSecret(lineChannelId: string, { secretId, sealed }: UnprovenSecret): Promise<SecretProof> {
  const secret = await open(contextOf(secretId), sealed)
  const { httpResponse, requestId } = await lineClient().issueStatelessChannelTokenByClientSecretWithHttpInfo(
    lineChannelId,
    secret,
  )
  return { sealed, provenAt: new Date().toISOString(), status: httpResponse.status, requestId: requestId ?? null }
}

/** Puts a proven secret on file. */
export async function keepSecret(
  tx: Tx,
  channelId: string,
  { secretId, fingerprint }: Pick<UnprovenSecret, 'secretId' | 'fingerprint'>,
  { sealed, provenAt }: SecretProof,
): Promise<void> {
  await tx.channelSecret.create({
    data: {
      id: secretId,
      channelId,
      sealed: sealed.jwe,
      sealingKeyId: sealed.keyId,
      fingerprint,
      provenAt: new Date(provenAt),
    },
  })
}

/** What the history keeps of a proof. */
export const proofDetail = ({ status, requestId }: SecretProof) => ({
  call: 'issueStatelessChannelToken',
  status,
  requestId,
})

/** What is true of a proof whose answer nobody saw: a stateless token may exist, for 15 minutes at most. */
export function unseenProof(fenceAt: Date | null): { state: 'uncertain'; evidence: { mayExistUntil: string } } {
  // A token by secret has no assertion that ends, but the call's own deadline is shorter than the fence.
  const until = new Date((fenceAt?.getTime() ?? Date.now()) + STATELESS_SECONDS * 1000)
  return { state: 'uncertain', evidence: { mayExistUntil: until.toISOString() } }
}

import 'server-only'
import { openChannelSecret } from '@/lib/channels/queries'
import { database } from '@/lib/db/client'
import { isRefusal, Refusal } from '@/lib/errors'
import { isLineError } from '@/lib/line/errors'
import { lineClient } from '@/lib/line/line-client'
import { faultFields, log } from '@/lib/log'
import type { Secret } from '@/lib/sealing/secret'
import { askLine } from './ask-line'
import { readKeyIds } from './key-ids'
import type { RevokeProof } from './proof/schema'
import type { RevokeOperation } from './revoke-plan'

type Accepted = NonNullable<RevokeProof['accepted']>

/** Whether the token is known to be gone: the list decides where it could be read, else LINE's word on the value. */
export function isProven({ list, verify }: RevokeProof): boolean {
  return list ? !list.listed : verify?.verdict === 'refused'
}

/**
 * Revokes at the endpoint of the token's family. LINE documents a 400 for a token that does not exist any more, too, so
 * that one is answered as `refused`, and what is found afterwards has the last word.
 */
export async function revokeAtLine(
  { plan, baseline }: RevokeOperation,
  token: Secret,
): Promise<{ accepted: Accepted; refused?: never } | { accepted: null; refused: unknown }> {
  const client = lineClient()
  try {
    const { httpResponse, requestId } =
      plan.family === 'opaque'
        ? await client.revokeChannelTokenWithHttpInfo(token)
        : await client.revokeChannelTokenByJWTWithHttpInfo(...(await proofOfChannel(plan, baseline)), token)
    const { status } = httpResponse
    return { accepted: { at: new Date().toISOString(), status, requestId: requestId ?? null } }
  } catch (error) {
    if (!isLineError(error) || error.status !== 400) throw error
    return { accepted: null, refused: error }
  }
}

/** LINE's channel ID and the channel secret, which a v2.1 token is revoked with. */
async function proofOfChannel(
  plan: RevokeOperation['plan'],
  baseline: RevokeOperation['baseline'],
): Promise<[string, Secret]> {
  const lineChannelId = plan.lineChannelId ?? baseline?.lineChannelId
  if (!lineChannelId) throw new Error('nothing tells which channel the token is of')
  const channel = await database().channel.findUnique({ where: { lineChannelId }, select: { id: true } })
  if (!channel) throw new Refusal('conflict', 'revokeNeedsChannel', { values: { channelId: lineChannelId } })
  return [lineChannelId, await openChannelSecret(channel.id)]
}

/** Looks for proof: in LINE's list where the key ID is known, else, or where it cannot be read, by verifying the value. */
export async function proveGone(
  { plan }: Pick<RevokeOperation, 'plan'>,
  token: Secret,
  accepted: Accepted | null,
): Promise<RevokeProof> {
  const { channelId } = plan.subject
  const list = plan.keyId && channelId ? await ifPossible(() => readListed(channelId, plan.keyId)) : null
  if (list) return { accepted, list }
  return { accepted, list: null, verify: await ifPossible(() => readVerdict(plan.family, token)) }
}

async function readListed(channelId: string, keyId: string | null) {
  const { at, keyIds, requestId, status } = await readKeyIds(channelId)
  return { at, listed: keyIds.some((listed) => listed === keyId), requestId, status }
}

async function readVerdict(family: Parameters<typeof askLine>[0], token: Secret) {
  const { at, verdict, status, requestId } = await askLine(family, token)
  return { at, verdict, status, requestId }
}

/** After LINE took the revoke, a proof that cannot be had must not undo that: the token then stays `revoking`. */
export async function ifPossible<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    const why = isLineError(error) ? { status: error.status } : isRefusal(error) ? { code: error.reason } : null
    log('warn', 'revoke.unproven', why ?? faultFields(error))
    return null
  }
}

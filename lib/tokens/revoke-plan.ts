import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { type ChannelType, takesV21 } from '@/lib/channels/schema'
import { database } from '@/lib/db/client'
import type { Tx } from '@/lib/db/transaction'
import { Refusal } from '@/lib/errors'
import type { OperationRecord } from '@/lib/operations/operation'
import type { Sealed } from '@/lib/sealing/seal'
import { askLine, type Family, familyOf } from './ask-line'
import { lockHeldToken, openValue } from './held'
import type { Pasted } from './look'
import { preparePasted, targetOf } from './pasted'

/** What a revoke is decided to be; a pasted token is sealed in it, a stored one named. */
export interface RevokePlan {
  subject: {
    channelId?: string
    target: { type: string; id: string; label: string }
    detail: { [name: string]: string | null }
  }
  family: Family
  tokenId: string | null
  keyId: string | null
  lineChannelId: string | null
  wasLive: boolean
  sealed?: Sealed
}

/** What LINE said of a pasted token just before: whose it is. Null for a stored one, of which that is known. */
export interface RevokeBaseline {
  lineChannelId: string
}

export type RevokeOperation = OperationRecord<RevokePlan, RevokeBaseline | null>

interface Asked {
  confirmation: { confirm: string; several: boolean }
  token: Pasted | { channelId: string; tokenId: string }
}

/** Decides what is revoked and with what; a stored token becomes `revoking`. */
export async function planRevoke(
  tx: Tx,
  _actor: Actor,
  { token, confirmation }: Asked,
  operationId: string,
): Promise<RevokePlan> {
  if (!('secret' in token)) return planStored(tx, token, confirmation)
  const { found, fingerprint, sealed, family } = await preparePasted(tx, token, operationId)
  // One of ours is revoked as such, so that what is known of it stays true.
  if (found && found.state !== 'gone') return planStored(tx, found, confirmation)
  return {
    subject: {
      ...(found ? { channelId: found.channelId } : {}),
      target: targetOf({ found, fingerprint }),
      detail: { fingerprint },
    },
    ...{ family, sealed },
    ...{ tokenId: null, keyId: null, lineChannelId: null, wasLive: false },
  }
}

async function planStored(
  tx: Tx,
  { channelId, tokenId }: { channelId: string; tokenId: string },
  { confirm, several }: Asked['confirmation'],
): Promise<RevokePlan> {
  const { kind, keyId, label, state, lineChannelId, held } = await lockHeldToken(tx, channelId, tokenId)
  if (kind === 'stateless') throw new Refusal('conflict', 'statelessNotRevocable')
  if (!held) throw new Refusal('conflict', 'tokenNotHeld')
  if (familyOf(kind) === 'jws') {
    const secrets = await tx.channelSecret.count({ where: { channelId, retiredAt: null } })
    if (secrets === 0) throw new Refusal('conflict', 'revokeNeedsSecret')
  }
  // One that is being revoked already was confirmed then.
  const grave = state === 'live' && (several || (await isLastLive(tx, channelId, tokenId)))
  if (grave && confirm !== lineChannelId)
    throw new Refusal('invalid', 'confirmChannelId', { field: 'confirm', values: { channelId: lineChannelId } })
  await tx.token.update({ where: { id: tokenId }, data: { state: 'revoking' } })
  return {
    subject: { channelId, target: { type: 'token', id: tokenId, label }, detail: { kind, keyId } },
    ...{ family: familyOf(kind), tokenId, keyId, lineChannelId, wasLive: state === 'live' },
  }
}

async function isLastLive(tx: Tx, channelId: string, tokenId: string): Promise<boolean> {
  const others = await tx.token.count({
    where: {
      channelId,
      id: { not: tokenId },
      state: 'live',
      kind: { not: 'stateless' },
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
    },
  })
  return others === 0
}

/** Asks LINE whose a pasted token is: only then is it known which channel secret its revoke needs. */
export async function baselineOfRevoke({ id, plan }: RevokeOperation): Promise<RevokeBaseline | null> {
  if (plan.tokenId) return null
  const { verdict, clientId } = await askLine(plan.family, await openValue(id, plan))
  if (verdict === 'refused' || !clientId) throw new Refusal('conflict', 'pastedRefused', { field: 'pasted' })
  const channel = await database().channel.findUnique({
    where: { lineChannelId: clientId },
    select: { id: true, type: true },
  })
  if (plan.family === 'jws' && !channel)
    throw new Refusal('conflict', 'revokeNeedsChannel', { field: 'pasted', values: { channelId: clientId } })
  // What LINE has there under the same look is the token of a person who signed in by LINE Login.
  if (plan.family === 'jws' && channel && !takesV21(channel.type as ChannelType))
    throw new Refusal('conflict', 'revokeNotForType', { field: 'pasted' })
  return { lineChannelId: clientId }
}

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
import { type KeyIdList, readKeyIds } from './key-ids'
import type { Pasted } from './look'
import { type PreparedPaste, preparePasted, targetOf } from './pasted'
import { keepRequest } from './proof/keep'
import { ifPossible } from './revoke-proof'

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
  /** The key ID that is hunted by this revoke, and LINE's number of its channel. */
  hunt?: { keyId: string; lineChannelId: string }
  sealed?: Sealed
}

/**
 * What LINE said of a pasted token just before: whose it is, and which key IDs that channel had, where it is here and its
 * list can be read. Null for a stored one, of which that is known.
 */
export interface RevokeBaseline {
  lineChannelId: string
  listed?: { channelId: string; before: KeyIdList } | null
}

export type RevokeOperation = OperationRecord<RevokePlan, RevokeBaseline | null>

export interface Hunt {
  channelId: string
  keyId: string
}

interface Asked {
  confirmation: { confirm: string; several: boolean }
  hunt: Hunt | null
  token: Pasted | { channelId: string; tokenId: string }
}

/** Decides what is revoked and with what; a stored token becomes `revoking`. */
export async function planRevoke(
  tx: Tx,
  actor: Actor,
  { token, confirmation, hunt }: Asked,
  operationId: string,
): Promise<RevokePlan> {
  if (!('secret' in token)) return planStored(tx, actor, token, confirmation, operationId)
  const { found, fingerprint, sealed, family } = await preparePasted(tx, token, operationId)
  if (hunt) return planHunt(tx, { ...hunt, confirm: confirmation.confirm }, { found, fingerprint, sealed, family })
  // One of ours is revoked as such, so that what is known of it stays true.
  if (found && found.state !== 'gone') return planStored(tx, actor, found, confirmation, operationId)
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
  actor: Actor,
  { channelId, tokenId }: { channelId: string; tokenId: string },
  { confirm, several }: Asked['confirmation'],
  operationId: string,
): Promise<RevokePlan> {
  const { kind, keyId, label, state, lineChannelId, held } = await lockHeldToken(tx, channelId, tokenId)
  if (kind === 'stateless') throw new Refusal('conflict', 'statelessNotRevocable')
  // By itself Kagiban only goes on with what a person asked for, and so it confirms nothing either.
  if (actor.id === 'settler' && state !== 'revoking') throw new Refusal('conflict', 'notBeingRevoked')
  if (!held) throw new Refusal('conflict', 'tokenNotHeld')
  if (familyOf(kind) === 'jws') {
    const secrets = await tx.channelSecret.count({ where: { channelId, retiredAt: null } })
    if (secrets === 0) throw new Refusal('conflict', 'revokeNeedsSecret')
  }
  // One that is being revoked already was confirmed then.
  const grave = state === 'live' && (several || (await isLastLive(tx, channelId, tokenId)))
  if (grave && confirm !== lineChannelId)
    throw new Refusal('invalid', 'confirmChannelId', { field: 'confirm', values: { channelId: lineChannelId } })
  const { kind: actorKind, id, name } = actor
  await keepRequest(tx, tokenId, state === 'live', {
    ...{ at: new Date().toISOString(), by: { kind: actorKind, id, name }, operationId },
  })
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

/** A hunt is for a token that is not held here: of one that is, the list of tokens tells more than a hunt could. */
async function planHunt(
  tx: Tx,
  { channelId, keyId, confirm }: Hunt & { confirm: string },
  { found, fingerprint, sealed, family }: PreparedPaste,
): Promise<RevokePlan> {
  const channel = await tx.channel.findUnique({ where: { id: channelId }, select: { lineChannelId: true } })
  if (!channel) throw new Refusal('not_found', 'channelNotFound')
  const { lineChannelId } = channel
  if (found && found.state !== 'gone')
    throw new Refusal('conflict', 'huntOurs', { field: 'pasted', values: { purpose: found.purpose } })
  if (family !== 'jws') throw new Refusal('invalid', 'huntNotListed', { field: 'pasted' })
  if (confirm !== lineChannelId)
    throw new Refusal('invalid', 'confirmChannelId', { field: 'confirm', values: { channelId: lineChannelId } })
  return {
    subject: { channelId, target: targetOf({ found: null, fingerprint }), detail: { fingerprint, hunted: keyId } },
    ...{ family, sealed, hunt: { keyId, lineChannelId } },
    ...{ tokenId: null, keyId: null, lineChannelId: null, wasLive: false },
  }
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
  if (!plan.hunt) {
    const before = channel && plan.family === 'jws' ? await ifPossible(() => readKeyIds(channel.id)) : null
    return { lineChannelId: clientId, listed: channel && before && { channelId: channel.id, before } }
  }
  if (!channel || clientId !== plan.hunt.lineChannelId)
    throw new Refusal('conflict', 'huntOtherChannel', { field: 'pasted', values: { channelId: clientId } })
  // Without the list from before nothing could be told afterwards, so then nothing is revoked.
  const before = await readKeyIds(channel.id)
  if (!before.keyIds.includes(plan.hunt.keyId)) throw new Refusal('conflict', 'huntGone')
  return { lineChannelId: clientId, listed: { channelId: channel.id, before } }
}

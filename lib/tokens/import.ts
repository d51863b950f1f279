import 'server-only'
import { change, type Saved } from '@/lib/change'
import { lockWorkingChannel } from '@/lib/channels/queries'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import type { Tx } from '@/lib/db/transaction'
import { isRefusal, Refusal } from '@/lib/errors'
import { isLineError } from '@/lib/line/errors'
import { fingerprint, open, seal } from '@/lib/sealing/seal'
import { askLine, kindOf } from './ask-line'
import { findByFingerprint, tokenContext } from './held'
import { type KeyIdList, keepKeyIds, readKeyIds } from './key-ids'
import { readPasted } from './look'
import { tokenFamily } from './pasted'
import { type ImportedView, importTokenInput, kindsOf, STATELESS_SECONDS, type TokenKind } from './schema'
import { detailOf } from './watch/difference'

/**
 * Takes in a token that was issued elsewhere, once LINE has said that it lives and is of this channel. LINE tells no key
 * ID of a value, so a v2.1 token gets one only where its list leaves no other possibility.
 */
export const importToken = change('token.import', {
  input: importTokenInput.transform(({ pasted, ...rest }) => ({ ...rest, ...readPasted(pasted) })),

  async prepare(tx, actor, { channelId, look, secret, purpose, owner }) {
    const family = tokenFamily(look)
    const { lineChannelId, type, owner: channelOwner } = await lockWorkingChannel(tx, channelId)
    const mark = await fingerprint(secret)
    const held = await findHeld(tx, mark)
    if (held)
      throw new Refusal('conflict', 'tokenHeld', {
        field: 'pasted',
        values: { name: held.purpose, channel: held.channelName },
      })
    const tokenId = newId()
    return {
      subject: {
        channelId,
        target: { type: 'token', id: tokenId, label: purpose },
        detail: { fingerprint: mark },
      },
      ...{ family, tokenId, purpose, fingerprint: mark },
      ...{ lineChannelId, type },
      owner: owner || channelOwner,
      importedBy: { id: actor.kind === 'person' ? actor.id : null, name: actor.name },
      // Sealed for the row it will be in, so that it is moved there as it is.
      sealed: await seal(tokenContext(tokenId), secret),
    }
  },

  async call({ plan }) {
    const verdict = await askLine(plan.family, await open(tokenContext(plan.tokenId), plan.sealed))
    const kind = kindOf(plan.family, verdict)
    if (!kind) throw new Refusal('conflict', 'pastedRefused', { field: 'pasted' })
    // LINE verifies the tokens of people who signed in by LINE Login at the same address.
    if (!kindsOf(plan.type).includes(kind)) throw new Refusal('conflict', 'importNotForType', { field: 'pasted' })
    if (verdict.clientId !== plan.lineChannelId) throw await otherChannel(verdict.clientId ?? '')
    const list = kind === 'v2.1' ? await listIfPossible(plan.subject.channelId) : null
    return { answer: { ...{ kind, verdict, list }, sealed: plan.sealed } }
  },

  async save(tx, { plan }, { kind, verdict, list, sealed }): Promise<Saved<ImportedView>> {
    const { channelId } = plan.subject
    // Somebody else took the same value in meanwhile: theirs stays, and it is one.
    const held = await findHeld(tx, plan.fingerprint)
    if (held)
      return {
        result: { tokenId: held.tokenId, channelId: held.channelId, kind: held.kind, keyId: null },
        detail: { heldAs: held.tokenId },
      }
    // So short a life may be a stateless token's, which has no key ID.
    const named = list !== null && (verdict.expiresInSeconds ?? 0) > STATELESS_SECONDS
    const { keyId, told } = named ? await onlyPossibleKeyId(tx, channelId, list) : { keyId: null, told: {} }
    const at = new Date(verdict.at)
    await tx.token.create({
      data: {
        ...{ channelId, kind, keyId, purpose: plan.purpose, owner: plan.owner, fingerprint: plan.fingerprint },
        id: plan.tokenId,
        sealed: sealed.jwe,
        sealingKeyId: sealed.keyId,
        origin: 'imported',
        issuedById: plan.importedBy.id,
        issuedByName: plan.importedBy.name,
        issuedAt: at,
        expiresAt: expiryOf(kind, at, verdict.expiresInSeconds),
        state: 'live',
        lastVerifiedAt: at,
        lastVerdict: 'live',
        scope: verdict.scope,
      },
    })
    if (keyId)
      await tx.keyIdSighting.upsert({
        where: { channelId_keyId: { channelId, keyId } },
        create: { channelId, keyId, standing: 'ours', firstSeenAt: at, lastSeenAt: at },
        update: { standing: 'ours' },
      })
    return {
      result: { tokenId: plan.tokenId, channelId, kind, keyId },
      detail: { kind, keyId, status: verdict.status, requestId: verdict.requestId, ...told },
    }
  },

  async settle() {
    return { state: 'none', evidence: {} }
  },
})

/** A long-lived token does not end, whatever number of seconds LINE shows. */
function expiryOf(kind: TokenKind, at: Date, seconds: number | null): Date | null {
  return kind === 'long-lived' || seconds === null ? null : new Date(at.getTime() + seconds * 1000)
}

/** The token of ours that has this value; two who take in the same one come one after the other. */
async function findHeld(tx: Tx, mark: string) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`token.import ${mark}`}))`
  return findByFingerprint(tx, mark)
}

async function otherChannel(lineChannelId: string): Promise<Refusal> {
  const other = await database().channel.findUnique({ where: { lineChannelId }, select: { name: true } })
  return other
    ? new Refusal('conflict', 'tokenOfOtherChannel', {
        field: 'pasted',
        values: { name: other.name, channelId: lineChannelId },
      })
    : new Refusal('conflict', 'tokenOfUnknownChannel', { field: 'pasted', values: { channelId: lineChannelId } })
}

/** Without a signing key that LINE takes there is no list, and the token is taken in all the same. */
async function listIfPossible(channelId: string): Promise<KeyIdList | null> {
  try {
    return await readKeyIds(channelId)
  } catch (error) {
    if (isLineError(error) || isRefusal(error)) return null
    throw error
  }
}

/** Keeps the list, and answers the one key ID in it that no token of ours has, null when there are several or none; and what the list told. */
async function onlyPossibleKeyId(tx: Tx, channelId: string, list: KeyIdList) {
  const { difference } = await keepKeyIds(tx, channelId, list)
  const held = await tx.token.findMany({
    where: { channelId, keyId: { in: list.keyIds } },
    select: { keyId: true },
  })
  // One without a key ID may be any of those that are left.
  const unnamed = await tx.token.count({
    where: { channelId, kind: 'v2.1', keyId: null, state: { not: 'gone' }, expiresAt: { gt: new Date(list.at) } },
  })
  // Nor may it be the token of an issue that is under way.
  const issuing = await tx.operation.count({
    where: { channelId, change: 'token.issue', kind: 'v2.1', state: { in: ['prepared', 'calling', 'unknown'] } },
  })
  const ours = new Set(held.map(({ keyId }) => keyId))
  const left = list.keyIds.filter((keyId) => !ours.has(keyId))
  const keyId = left.length === 1 && unnamed === 0 && issuing === 0 ? (left[0] ?? null) : null
  return { keyId, told: { ...detailOf(difference), listRequestId: list.requestId } }
}

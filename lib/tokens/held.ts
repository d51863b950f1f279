import 'server-only'
import { database } from '@/lib/db/client'
import type { Tx } from '@/lib/db/transaction'
import { Refusal } from '@/lib/errors'
import { open, type Sealed } from '@/lib/sealing/seal'
import type { Secret } from '@/lib/sealing/secret'
import type { FoundToken, TokenKind, TokenState, TokenView } from './schema'

/** A stored token of this channel whose value can still be used at LINE; refuses any other. Locks its row. */
export async function lockHeldToken(tx: Tx, channelId: string, tokenId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Token" WHERE id = ${tokenId}::uuid FOR UPDATE`
  const token = await tx.token.findFirst({
    where: { id: tokenId, channelId },
    select: {
      kind: true,
      keyId: true,
      purpose: true,
      state: true,
      sealed: true,
      expiresAt: true,
      channel: { select: { lineChannelId: true } },
    },
  })
  if (!token) throw new Refusal('not_found', 'tokenNotFound')
  if (token.state === 'gone') throw new Refusal('conflict', 'tokenGone')
  const { keyId, purpose, state, channel, sealed, expiresAt } = token
  const kind = token.kind as TokenKind
  return { kind, keyId, label: purpose, state, lineChannelId: channel.lineChannelId, held: sealed !== null, expiresAt }
}

/** The value of a stored token, for the inside of a call to LINE. */
export async function openToken(tokenId: string): Promise<Secret> {
  const row = await database().token.findUnique({
    where: { id: tokenId },
    select: { id: true, sealed: true, sealingKeyId: true },
  })
  if (!row?.sealed || !row.sealingKeyId) throw new Refusal('conflict', 'tokenNotHeld')
  // The id as the row has it: the one asked for may be written in capitals, and what is sealed knows only one spelling.
  return open(tokenContext(row.id), { jwe: row.sealed, keyId: row.sealingKeyId })
}

/** Where the value of a stored token belongs. */
export const tokenContext = (id: string) => ({ table: 'Token', column: 'sealed', id })

/** Where a value that was pasted for one operation belongs. */
export const pastedContext = (operationId: string) => ({ table: 'Operation', column: 'plan', id: operationId })

/** The value an operation is about: pasted for it, or stored. */
export function openValue(operationId: string, plan: { sealed?: Sealed; tokenId: string | null }): Promise<Secret> {
  if (plan.sealed) return open(pastedContext(operationId), plan.sealed)
  if (plan.tokenId) return openToken(plan.tokenId)
  throw new Refusal('conflict', 'tokenNotHeld')
}

/** The token of ours that has this fingerprint, if there is one. */
export async function findByFingerprint(tx: Tx, fingerprint: string): Promise<FoundToken | null> {
  const row = await tx.token.findFirst({
    where: { fingerprint },
    orderBy: { issuedAt: 'desc' },
    select: {
      id: true,
      kind: true,
      purpose: true,
      owner: true,
      origin: true,
      issuedByName: true,
      issuedAt: true,
      expiresAt: true,
      state: true,
      channel: { select: { id: true, name: true, lineChannelId: true } },
    },
  })
  if (!row) return null
  const { id: tokenId, channel, issuedAt, expiresAt, purpose, owner, issuedByName } = row
  return {
    ...{ tokenId, purpose, owner, issuedByName },
    channelId: channel.id,
    channelName: channel.name,
    lineChannelId: channel.lineChannelId,
    kind: row.kind as TokenKind,
    origin: row.origin as TokenView['origin'],
    issuedAt: issuedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    state: row.state as TokenState,
  }
}

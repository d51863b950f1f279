import 'server-only'
import { database } from '@/lib/db/client'
import type { Tx } from '@/lib/db/transaction'
import { Refusal } from '@/lib/errors'
import { open } from '@/lib/sealing/seal'
import type { Secret } from '@/lib/sealing/secret'

/** A stored v2.1 token of this channel that can still be used at LINE; refuses any other. Locks its row. */
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
      channel: { select: { lineChannelId: true } },
    },
  })
  if (!token) throw new Refusal('not_found', 'tokenNotFound')
  if (token.state === 'gone') throw new Refusal('conflict', 'tokenGone')
  if (!token.sealed || !token.keyId) throw new Refusal('conflict', 'tokenNotHeld')
  const { keyId, purpose, state, channel } = token
  return { keyId, label: purpose, state, lineChannelId: channel.lineChannelId }
}

/** The value of a stored token, for the inside of a call to LINE. */
export async function openToken(tokenId: string): Promise<Secret> {
  const row = await database().token.findUnique({
    where: { id: tokenId },
    select: { id: true, sealed: true, sealingKeyId: true },
  })
  if (!row?.sealed || !row.sealingKeyId) throw new Refusal('conflict', 'tokenNotHeld')
  // The id as the row has it: the one asked for may be written in capitals, and what is sealed knows only one spelling.
  return open({ table: 'Token', column: 'sealed', id: row.id }, { jwe: row.sealed, keyId: row.sealingKeyId })
}

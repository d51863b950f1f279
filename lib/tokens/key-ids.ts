import 'server-only'
import { database } from '@/lib/db/client'
import type { Tx } from '@/lib/db/transaction'
import { signWithActiveKey } from '@/lib/keys/queries'
import { JWT_BEARER } from '@/lib/line/calls'
import { lineClient } from '@/lib/line/line-client'

/** LINE's list of key IDs as it was at `at` or a moment later. */
export interface KeyIdList {
  at: string
  keyIds: string[]
  requestId: string | null
  status?: number | undefined
}

/** Reads LINE's list for a channel, for the inside of a call; changes nothing at LINE. */
export async function readKeyIds(channelId: string): Promise<KeyIdList> {
  const assertion = await signWithActiveKey(channelId)
  const at = new Date().toISOString()
  const { body, requestId, httpResponse } = await lineClient().getsAllValidChannelAccessTokenKeyIdsWithHttpInfo(
    JWT_BEARER,
    assertion,
  )
  return { at, keyIds: body.kids, requestId: requestId ?? null, status: httpResponse.status }
}

/** The key IDs LINE lists now that were not there before an issue and are no token of ours: the issue's own, and lost. */
export async function lostKeyIds(
  channelId: string,
  before: readonly string[],
): Promise<{ lost: string[]; requestId: string | null }> {
  const { keyIds, requestId } = await readKeyIds(channelId)
  const held = await database().token.findMany({ where: { channelId, keyId: { in: keyIds } }, select: { keyId: true } })
  const explained = new Set([...before, ...held.map((token) => token.keyId)])
  return { lost: keyIds.filter((keyId) => !explained.has(keyId)), requestId }
}

/**
 * Keeps what a list showed: new key IDs are foreign unless a token of ours carries them, missing ones are gone, and so
 * are live v2.1 tokens of ours that were issued before the list was asked and are not in it. A list that is saved late
 * (from the spool, say) changes nothing that is known from later.
 */
export async function keepKeyIds(tx: Tx, channelId: string, list: KeyIdList) {
  const at = new Date(list.at)
  const ours = await tx.token.findMany({
    where: { channelId, keyId: { in: list.keyIds } },
    select: { keyId: true },
  })
  const ourKeyIds = new Set(ours.map((token) => token.keyId))
  const counts = { ours: ourKeyIds.size, foreign: list.keyIds.length - ourKeyIds.size }
  // Locks the channel's row, not its key: lists are saved one after the other, and no token being saved waits for that.
  const [channel] = await tx.$queryRaw<{ syncedAt: Date | null }[]>`
    SELECT "syncedAt" FROM "Channel" WHERE id = ${channelId}::uuid FOR NO KEY UPDATE`
  if (channel?.syncedAt && channel.syncedAt >= at) return { ...counts, gone: 0 }

  await tx.keyIdSighting.createMany({
    data: list.keyIds.map((keyId) => ({
      channelId,
      keyId,
      standing: ourKeyIds.has(keyId) ? 'ours' : 'foreign',
      firstSeenAt: at,
      lastSeenAt: at,
    })),
    skipDuplicates: true,
  })
  await tx.keyIdSighting.updateMany({
    // A revoke may have proven since that it is gone.
    where: { channelId, keyId: { in: list.keyIds }, OR: [{ goneAt: null }, { goneAt: { lt: at } }] },
    data: { lastSeenAt: at, goneAt: null },
  })
  await tx.keyIdSighting.updateMany({
    where: { channelId, keyId: { notIn: list.keyIds }, goneAt: null, firstSeenAt: { lt: at } },
    data: { goneAt: at },
  })
  const gone = await keepProofs(tx, channelId, list)
  await tx.channel.update({ where: { id: channelId }, data: { syncedAt: at } })
  return { ...counts, gone }
}

/**
 * Writes what the list shows of our tokens into their proofs, beside what LINE answered to a revoke before; answers how
 * many are gone by it. In SQL, because Prisma cannot merge JSON.
 */
async function keepProofs(tx: Tx, channelId: string, { at, keyIds, requestId, status }: KeyIdList): Promise<number> {
  const proof = (listed: boolean) => JSON.stringify({ list: { at, listed, requestId, status } })
  await tx.$executeRaw`
    UPDATE "Token"
    SET proof = '{"accepted": null}'::jsonb || COALESCE(proof, '{}'::jsonb) || ${proof(true)}::jsonb
    WHERE "channelId" = ${channelId}::uuid AND kind = 'v2.1' AND state = 'revoking' AND "keyId" = ANY(${keyIds}::text[])`
  return tx.$executeRaw`
    UPDATE "Token"
    SET state = 'gone', "goneAt" = ${new Date(at)},
      proof = '{"accepted": null}'::jsonb || COALESCE(proof, '{}'::jsonb) || ${proof(false)}::jsonb
    WHERE "channelId" = ${channelId}::uuid AND kind = 'v2.1' AND state <> 'gone' AND "issuedAt" < ${new Date(at)}
      AND NOT ("keyId" = ANY(${keyIds}::text[]))`
}

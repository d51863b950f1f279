import 'server-only'
import { database } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'
import { databaseNow } from '@/lib/db/now'
import type { Tx } from '@/lib/db/transaction'
import { signWithActiveKey } from '@/lib/keys/queries'
import { JWT_BEARER } from '@/lib/line/calls'
import { lineClient } from '@/lib/line/line-client'
import { nextProof } from './proof/due'
import { type Difference, differenceOf, wasListed } from './watch/difference'

/** LINE's list of key IDs as it was at `at`, by the database's clock, or a moment later. */
export interface KeyIdList {
  at: string
  keyIds: string[]
  requestId: string | null
  status?: number | undefined
}

/** Reads LINE's list for a channel, for the inside of a call; changes nothing at LINE. */
export async function readKeyIds(channelId: string): Promise<KeyIdList> {
  const [assertion, at] = await Promise.all([signWithActiveKey(channelId), databaseNow()])
  const { body, requestId, httpResponse } = await lineClient().getsAllValidChannelAccessTokenKeyIdsWithHttpInfo(
    JWT_BEARER,
    assertion,
  )
  return { at: at.toISOString(), keyIds: body.kids, requestId: requestId ?? null, status: httpResponse.status }
}

/**
 * The key IDs LINE lists now that were not there before an issue and are no token of ours: one of them at most is the
 * issue's own, and lost; what was issued elsewhere meanwhile looks the same.
 */
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
 * are live v2.1 tokens of ours that were there before the list and are not in it; what was gone and is listed again is
 * back, whatever had proven it, and one whose revoke was asked for is not proven any more. A list that is saved late (from the spool, say) changes nothing that is known from later.
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
  if (channel?.syncedAt && channel.syncedAt >= at) return { ...counts, gone: 0, difference: null }

  const difference = await differenceOf(tx, channelId, list)
  const { appeared, left } = difference
  await tx.keyIdSighting.createMany({
    data: appeared.map((keyId) => ({
      ...{ channelId, keyId, standing: ourKeyIds.has(keyId) ? 'ours' : 'foreign' },
      ...{ firstSeenAt: at, lastSeenAt: at },
    })),
    skipDuplicates: true,
  })
  await tx.keyIdSighting.updateMany({
    // A revoke may have proven since that it is gone.
    where: { channelId, keyId: { in: list.keyIds }, OR: [{ goneAt: null }, { goneAt: { lt: at } }] },
    data: { lastSeenAt: at, goneAt: null },
  })
  await keepBack(tx, difference)
  await keepProofs(tx, channelId, list, difference)
  if (left.length > 0)
    await tx.keyIdSighting.updateMany({
      where: { channelId, keyId: { in: left }, goneAt: null },
      data: { goneAt: at },
    })
  await tx.channel.update({
    where: { id: channelId },
    data: { syncedAt: at, watchRefusals: 0, watchRefusedAt: null, watchRefusal: null },
  })
  return { ...counts, gone: difference.tokensGone.length, difference }
}

/** A list has them that is later than their proof, so LINE took nothing away, or gave it back: proof is looked for anew. */
async function keepBack(tx: Tx, { tokensBack, tokensUnproven }: Difference): Promise<void> {
  if (tokensBack.length === 0) return
  await tx.token.updateMany({
    where: { id: { in: tokensBack, notIn: tokensUnproven } },
    data: { state: 'live', goneAt: null, proof: Prisma.DbNull },
  })
  await tx.$executeRaw`
    UPDATE "Token" SET state = 'revoking', "goneAt" = NULL, "proofTries" = 0, "nextProofAt" = ${nextProof(0)},
      proof = proof - 'verify' - 'unprovable' - 'expired'
    WHERE id = ANY(${tokensUnproven}::uuid[])`
}

/**
 * Writes what the list shows of our tokens into their proofs, beside what LINE answered to a revoke before, and when a
 * list had the missing ones last. In SQL, because Prisma cannot merge JSON.
 */
async function keepProofs(
  tx: Tx,
  channelId: string,
  { at, keyIds, requestId, status }: KeyIdList,
  { tokensGone }: Difference,
): Promise<void> {
  const proof = (listed: boolean) => JSON.stringify({ list: { at, listed, requestId, status } })
  await tx.$executeRaw`
    UPDATE "Token"
    SET proof = '{"accepted": null}'::jsonb || COALESCE(proof, '{}'::jsonb) || ${proof(true)}::jsonb
    WHERE "channelId" = ${channelId}::uuid AND kind = 'v2.1' AND state = 'revoking' AND "keyId" = ANY(${keyIds}::text[])`
  // Most lists tell nothing new, and then nothing more is asked.
  if (tokensGone.length === 0) return
  const lastListed = await tx.keyIdSighting.findMany({
    where: { channelId, goneAt: null, standing: 'ours', keyId: { notIn: keyIds } },
    select: { keyId: true, standing: true, firstSeenAt: true, lastSeenAt: true },
  })
  const before = JSON.stringify(
    Object.fromEntries(lastListed.filter(wasListed).map(({ keyId, lastSeenAt }) => [keyId, lastSeenAt])),
  )
  await tx.$executeRaw`
    UPDATE "Token"
    SET state = 'gone', "goneAt" = ${new Date(at)},
      proof = '{"accepted": null}'::jsonb || COALESCE(proof, '{}'::jsonb)
        || jsonb_set(${proof(false)}::jsonb, '{list,lastListedAt}', COALESCE(${before}::jsonb -> "keyId", 'null'))
    WHERE id = ANY(${tokensGone}::uuid[]) AND state <> 'gone'`
}

import 'server-only'
import { z } from 'zod'
import type { Tx } from '@/lib/db/transaction'

/** A list that told nothing new. */
export const unchangedList = z.object({ channelId: z.uuid(), at: z.iso.datetime(), keyIds: z.array(z.string()) })

type UnchangedList = z.output<typeof unchangedList>

/**
 * Marks channels as synced. One that is being changed just now is left for the next round, and so is one that was synced
 * meanwhile.
 */
export async function keepUnchanged(tx: Tx, lists: readonly UnchangedList[]): Promise<void> {
  const free = await tx.$queryRaw<{ id: string; syncedAt: Date | null }[]>`
    SELECT id, "syncedAt" FROM "Channel" WHERE id = ANY(${lists.map(({ channelId }) => channelId)}::uuid[])
    ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`
  const syncedAt = new Map(free.map((channel) => [channel.id, channel.syncedAt]))
  const kept = lists.filter(({ channelId, at }) => {
    const last = syncedAt.get(channelId)
    return last === null || (last !== undefined && last < new Date(at))
  })
  await tx.$executeRaw`
    UPDATE "KeyIdSighting" s SET "lastSeenAt" = list.at
    FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS list("channelId" uuid, "keyIds" text[], at timestamptz)
    WHERE s."channelId" = list."channelId" AND s."keyId" = ANY(list."keyIds") AND s."goneAt" IS NULL`
  await tx.$executeRaw`
    UPDATE "Channel" c SET "syncedAt" = list.at, "watchRefusals" = 0, "watchRefusedAt" = NULL, "watchRefusal" = NULL
    FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS list("channelId" uuid, at timestamptz)
    WHERE c.id = list."channelId"`
}

/** Counts that LINE refused these lists, unless they could be read since. */
export async function keepRefused(
  tx: Tx,
  refused: readonly { channelId: string; reason: string; at: string }[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Channel" c SET "watchRefusals" = c."watchRefusals" + 1, "watchRefusedAt" = one.at, "watchRefusal" = one.reason
    FROM jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) AS one("channelId" uuid, reason text, at timestamptz)
    WHERE c.id = one."channelId" AND (c."syncedAt" IS NULL OR c."syncedAt" < one.at)`
}

import 'server-only'
import { z } from 'zod'
import { localChange } from '@/lib/change'
import type { Tx } from '@/lib/db/transaction'

/** So many of the channels that failed are named in the event of a round. */
const NAMED = 20

const round = z.object({
  watched: z.number(),
  changed: z.number(),
  /** The lists that told nothing new. */
  unchanged: z.array(z.object({ channelId: z.uuid(), at: z.iso.datetime(), keyIds: z.array(z.string()) })),
  failed: z.array(
    z.object({
      channelId: z.uuid(),
      label: z.string(),
      reason: z.string(),
      refused: z.boolean(),
      at: z.iso.datetime(),
    }),
  ),
  /** Why the round ended before it had asked about every channel; null when it had. */
  cutShort: z.enum(['unanswered', 'stopping']).nullable(),
})
export type Round = z.output<typeof round>

/**
 * One round over LINE's lists as one event. With it, and only here, channels whose list told nothing new are marked as
 * synced; what is new is a `channel.sync` of its channel.
 */
export const watchChannels = localChange('channel.watch', {
  input: round,

  async prepare(tx, _actor, { watched, changed, unchanged, failed, cutShort }) {
    await keepUnchanged(tx, unchanged)
    await keepRefused(
      tx,
      failed.filter(({ refused }) => refused),
    )
    const asked = unchanged.length + changed + failed.length
    return {
      subject: { target: { type: 'LINE', id: 'watch', label: 'LINE' } },
      result: null,
      detail: {
        ...{ asked, unchanged: unchanged.length, changed, failed: failed.length, skipped: watched - asked },
        ...(cutShort ? { cutShort } : {}),
        ...(failed.length > 0 ? { failedChannels: failed.slice(0, NAMED).map(({ label }) => label) } : {}),
        ...(failed.length > 0
          ? { failedBecause: [...new Set(failed.map(({ reason }) => reason))].slice(0, NAMED) }
          : {}),
      },
    }
  },
})

/** A channel that is being changed just now is left for the next round, and so is one that was synced meanwhile. */
async function keepUnchanged(tx: Tx, lists: Round['unchanged']): Promise<void> {
  const free = await tx.$queryRaw<{ id: string; syncedAt: Date | null }[]>`
    SELECT id, "syncedAt" FROM "Channel" WHERE id = ANY(${lists.map(({ channelId }) => channelId)}::uuid[])
    ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`
  const syncedAt = new Map(free.map((channel) => [channel.id, channel.syncedAt]))
  const kept = lists.filter(({ channelId, at }) => {
    const last = syncedAt.get(channelId)
    return last === null || (last !== undefined && last < new Date(at))
  })
  const seen = kept.flatMap(({ channelId, at, keyIds }) => keyIds.map((keyId) => ({ channelId, at, keyId })))
  await tx.$executeRaw`
    UPDATE "KeyIdSighting" s SET "lastSeenAt" = seen.at
    FROM jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) AS seen("channelId" uuid, "keyId" text, at timestamptz)
    WHERE s."channelId" = seen."channelId" AND s."keyId" = seen."keyId" AND s."goneAt" IS NULL`
  await tx.$executeRaw`
    UPDATE "Channel" c SET "syncedAt" = list.at, "watchRefusals" = 0, "watchRefusedAt" = NULL, "watchRefusal" = NULL
    FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS list("channelId" uuid, at timestamptz)
    WHERE c.id = list."channelId"`
}

/** Unless its list could be read since. */
async function keepRefused(tx: Tx, refused: Round['failed']): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Channel" c SET "watchRefusals" = c."watchRefusals" + 1, "watchRefusedAt" = one.at, "watchRefusal" = one.reason
    FROM jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) AS one("channelId" uuid, reason text, at timestamptz)
    WHERE c.id = one."channelId" AND (c."syncedAt" IS NULL OR c."syncedAt" < one.at)`
}

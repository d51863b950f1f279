import 'server-only'
import { z } from 'zod'
import { localChange } from '@/lib/change'
import { keepRefused, keepUnchanged, unchangedList } from './keep-seen'

/** So many of the channels that failed are named in the event of a round. */
const NAMED = 20

const round = z.object({
  /** Of so many channels; what was asked of them before is in an earlier part. */
  watched: z.number(),
  changed: z.number(),
  /** The lists that told nothing new. */
  unchanged: z.array(unchangedList),
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
  /** True when this is a part of a round, and more comes. */
  goesOn: z.boolean(),
})
export type Round = z.output<typeof round>

/**
 * One round over LINE's lists as one event, or one for each part of a long one. With it, and only here, channels whose list told nothing new are marked as
 * synced; what is new is a `channel.sync` of its channel.
 */
export const watchChannels = localChange('channel.watch', {
  input: round,

  async prepare(tx, _actor, { watched, changed, unchanged, failed, cutShort, goesOn }) {
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
        ...(goesOn ? { goesOn } : {}),
        ...(failed.length > 0 ? { failedChannels: failed.slice(0, NAMED).map(({ label }) => label) } : {}),
        ...(failed.length > 0
          ? { failedBecause: [...new Set(failed.map(({ reason }) => reason))].slice(0, NAMED) }
          : {}),
      },
    }
  },
})

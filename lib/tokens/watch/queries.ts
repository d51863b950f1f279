import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { listWatched, nextAt } from './due'
import { watchIntervalMs } from './interval'
import type { WatchView } from './schema'

/** When Kagiban itself reads a channel's list next, and why LINE refused it the last time. */
export async function getWatch(actor: Actor, channelId: string, now = new Date()): Promise<WatchView> {
  demand(actor, 'channel.read')
  if (watchIntervalMs() === 0) return { state: 'off' }
  const [channel] = await listWatched(channelId)
  if (!channel) return { state: 'none' }
  const next = nextAt(channel, watchIntervalMs())
  return {
    state: 'on',
    nextAt: next && next > now ? next : now,
    refused: channel.refusals > 0,
  }
}

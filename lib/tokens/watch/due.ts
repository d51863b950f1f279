import 'server-only'
import { database } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'

const DAY_MS = 24 * 3600 * 1000

/** A channel as the watch goes by it. */
export interface Watched {
  id: string
  name: string
  lineChannelId: string
  syncedAt: Date | null
  refusals: number
  refusedAt: Date | null
  /** Why LINE refused its list the last time; null when it was not refused. */
  refusal: string | null
  /** Since when its signing key is in use. */
  keySince: Date | null
}

/** The channels whose list can be read, or that one: not archived, with a signing key in use; frozen ones too. */
export function listWatched(channelId?: string): Promise<Watched[]> {
  return database().$queryRaw<Watched[]>`
    SELECT c.id, c.name, c."lineChannelId", c."syncedAt", c."watchRefusals" AS refusals, c."watchRefusedAt" AS "refusedAt",
      c."watchRefusal" AS refusal, k."activatedAt" AS "keySince"
    FROM "Channel" c JOIN "SigningKey" k ON k."channelId" = c.id AND k.state = 'active'
    WHERE c."archivedAt" IS NULL${channelId ? Prisma.sql` AND c.id = ${channelId}::uuid` : Prisma.empty}`
}

/** How long a channel is left alone that LINE refused so many times in a row: twice as long each time, a day at most. */
export function pauseMs(refusals: number, intervalMs: number): number {
  return Math.max(intervalMs, Math.min(DAY_MS, intervalMs * 2 ** refusals))
}

/**
 * When a channel is asked about next; null when it never was. One whose key was changed since LINE refused it is asked
 * at the next round.
 */
export function nextAt(
  { syncedAt, refusals, refusedAt, keySince }: Pick<Watched, 'syncedAt' | 'refusals' | 'refusedAt' | 'keySince'>,
  intervalMs: number,
): Date | null {
  const changed = refusedAt && keySince && keySince > refusedAt
  const paused = refusedAt && !changed ? refusedAt.getTime() + pauseMs(refusals, intervalMs) : 0
  const usual = syncedAt ? syncedAt.getTime() + intervalMs : 0
  const next = Math.max(paused, usual)
  return next > 0 ? new Date(next) : null
}

/** True when a round is to ask about it: rounds come early or late, so half an interval before its time will do. */
export function isDue(channel: Watched, now: Date, intervalMs: number): boolean {
  const next = nextAt(channel, intervalMs)
  return next === null || next.getTime() - now.getTime() <= intervalMs / 2
}

/** An issue that is under way, of whichever channel. */
export const ISSUING = {
  change: 'token.issue',
  kind: 'v2.1',
  state: { in: ['prepared', 'calling', 'unknown'] },
}

/** True while a token is being issued for it: what its list shows then is not told from what was issued elsewhere. */
export async function isIssuing(channelId: string): Promise<boolean> {
  const open = await database().operation.count({
    where: { channelId, ...ISSUING },
  })
  return open > 0
}

import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { daysAhead } from './days-ahead'
import { DAYS_AHEAD, type OverviewView } from './schema'

/** How much there is in all channels that are not archived, and what ends in the 30 days ahead, by the days of a time zone. */
export async function getOverview(actor: Actor, timeZone: string): Promise<OverviewView> {
  demand(actor, 'channel.read')
  demand(actor, 'token.read')
  const now = new Date()
  const days = daysAhead(timeZone, now, DAYS_AHEAD + 1)
  const starts = days.map(({ start }) => start)
  const [[channels], counted] = await Promise.all([readChannels(), countByDay(starts, now)])
  const byPlace = new Map(counted.map((each) => [each.place, each]))
  return {
    ...(channels ?? { channels: 0, neverSynced: 0, oldestSyncAt: null }),
    liveTokens: counted.reduce((sum, { count }) => sum + count, 0),
    expiries: days.slice(0, DAYS_AHEAD).map(({ date }, place) => {
      const { count = 0, soon = 0 } = byPlace.get(place) ?? {}
      return { date, count, soon }
    }),
  }
}

type Channels = Pick<OverviewView, 'channels' | 'neverSynced' | 'oldestSyncAt'>

// Only with a key in use can a list be read at all.
const readChannels = () => database().$queryRaw<Channels[]>`
  SELECT count(*)::int AS channels, min(c."syncedAt") FILTER (WHERE k.id IS NOT NULL) AS "oldestSyncAt",
    count(*) FILTER (WHERE k.id IS NOT NULL AND c."syncedAt" IS NULL)::int AS "neverSynced"
  FROM "Channel" c LEFT JOIN "SigningKey" k ON k."channelId" = c.id AND k.state = 'active'
  WHERE c."archivedAt" IS NULL`

/** Live tokens by the place of their day among the days; those without one end later, never, or like stateless ones all the time. */
const countByDay = (starts: Date[], now: Date) => database().$queryRaw<Counted[]>`
  SELECT CASE WHEN t.kind <> 'stateless' AND t."expiresAt" < ${starts.at(-1)}
      THEN width_bucket(t."expiresAt", ${starts}::timestamptz[]) - 1 END AS place,
    count(*)::int AS count, count(*) FILTER (WHERE t."expiresAt" < ${now}::timestamptz + interval '24 hours')::int AS soon
  FROM "Token" t JOIN "Channel" c ON c.id = t."channelId" AND c."archivedAt" IS NULL
  WHERE t.state <> 'gone' AND (t."expiresAt" IS NULL OR t."expiresAt" > ${now})
  GROUP BY 1`

interface Counted {
  place: number | null
  count: number
  soon: number
}

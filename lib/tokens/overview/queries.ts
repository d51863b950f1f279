import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { DAYS_AHEAD, type ExpiryDay, type OverviewView } from './schema'

/** How much there is in all channels that are not archived, and what ends in the 30 days ahead, by the days of a time zone. */
export async function getOverview(actor: Actor, timeZone: string): Promise<OverviewView> {
  demand(actor, 'channel.read')
  demand(actor, 'token.read')
  const now = new Date()
  const [[channels], days] = await Promise.all([readChannels(), readDays(timeZone, now)])
  return {
    ...(channels ?? { channels: 0, neverSynced: 0, oldestSyncAt: null }),
    liveTokens: days.reduce((sum, { count }) => sum + count, 0),
    expiries: days.filter((day): day is ExpiryDay => day.date !== null),
  }
}

type Channels = Pick<OverviewView, 'channels' | 'neverSynced' | 'oldestSyncAt'>

// Only with a key in use can a list be read at all.
const readChannels = () => database().$queryRaw<Channels[]>`
  SELECT count(*)::int AS channels, min(c."syncedAt") FILTER (WHERE k.id IS NOT NULL) AS "oldestSyncAt",
    count(*) FILTER (WHERE k.id IS NOT NULL AND c."syncedAt" IS NULL)::int AS "neverSynced"
  FROM "Channel" c LEFT JOIN "SigningKey" k ON k."channelId" = c.id AND k.state = 'active'
  WHERE c."archivedAt" IS NULL`

type Day = Omit<ExpiryDay, 'date'> & { date: string | null }

/** Live tokens by the day on which they end; those without a day end later, never, or like stateless ones all the time. */
const readDays = (timeZone: string, now: Date) => database().$queryRaw<Day[]>`
  SELECT CASE WHEN kind <> 'stateless' AND day < (${now}::timestamptz AT TIME ZONE ${timeZone})::date + ${DAYS_AHEAD}::int
      THEN day::text END AS date,
    count(*)::int AS count, count(*) FILTER (WHERE "expiresAt" < ${now}::timestamptz + interval '24 hours')::int AS soon
  FROM (
    SELECT t.kind, t."expiresAt", (t."expiresAt" AT TIME ZONE ${timeZone})::date AS day
    FROM "Token" t JOIN "Channel" c ON c.id = t."channelId" AND c."archivedAt" IS NULL
    WHERE t.state <> 'gone' AND (t."expiresAt" IS NULL OR t."expiresAt" > ${now})
  ) live
  GROUP BY 1 ORDER BY 1`

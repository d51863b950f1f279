import 'server-only'
import { Prisma } from '@/lib/db/generated/client'

/** Open incidents, one row each however many channels: the first by name stands for them. */
export const ofIncidents = Prisma.sql`
  SELECT 'incident' AS kind, first."channelId", first.count, i."openedAt" AS at, NULL::timestamptz AS until,
    i.id::text AS "targetId", i.reason AS label, CASE WHEN i.drill THEN 'drill' END AS note, i."openedBy"->>'name' AS owner
  FROM "Incident" i CROSS JOIN LATERAL (
    SELECT (array_agg(c.id ORDER BY c.name))[1] AS "channelId", count(*)::int AS count
    FROM "IncidentChannel" x JOIN "Channel" c ON c.id = x."channelId" WHERE x."incidentId" = i.id
  ) first
  WHERE i."closedAt" IS NULL`

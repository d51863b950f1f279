import 'server-only'
import { Prisma } from '@/lib/db/generated/client'
import { targets } from '@/lib/history/checkpoints/targets'
import { UNDELIVERED_MINUTES } from './schema'

/** A history whose last verification found something, and checkpoints that do not reach the places they are meant for. */
export const ofHistory = () => Prisma.sql`
  SELECT 'historyBroken' AS kind, NULL::uuid AS "channelId", 1 AS count, min("checkedAt") AS at, NULL::timestamptz AS until,
    NULL AS "targetId", NULL AS label, NULL AS note, NULL AS owner
  FROM "HistoryCheck" WHERE problem IS NOT NULL AND problem <> 'null' HAVING count(*) > 0
  UNION ALL
  SELECT 'historyUndelivered', NULL, count(*)::int, min(waiting.at), NULL, NULL, NULL, NULL, NULL
  FROM unnest(${targets()}::text[]) place CROSS JOIN LATERAL (
    SELECT c.at FROM "CheckpointDelivery" d JOIN "Checkpoint" c ON c.seq = d.seq
    WHERE d.target = place AND d."deliveredAt" IS NULL ORDER BY d.seq LIMIT 1
  ) waiting
  WHERE waiting.at < now() - ${UNDELIVERED_MINUTES} * interval '1 minute' HAVING count(*) > 0`

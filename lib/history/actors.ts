import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand, permits } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'
import type { ActorChoice } from './schema'

/** How many people a list of choices may hold. */
const CHOICES = 100

/**
 * Everybody who did something the reader may see, under the name they had last; null when they are too many to choose
 * from. Jumps from person to person along the index, for a million events are of a few dozen people.
 */
export async function findActorChoices(actor: Actor): Promise<ActorChoice[] | null> {
  demand(actor, 'history.read')
  const visible = permits(actor, 'history.readAll') ? Prisma.sql`TRUE` : Prisma.sql`e."channelId" IS NOT NULL`
  const rows = await database().$queryRaw<ActorChoice[]>`
    WITH RECURSIVE met AS (
      (SELECT e."actorId", e."actorName" FROM "Event" e WHERE e."actorId" IS NOT NULL AND ${visible}
       ORDER BY e."actorId" DESC, e."seq" DESC LIMIT 1)
      UNION ALL
      SELECT following.* FROM met, LATERAL (
        SELECT e."actorId", e."actorName" FROM "Event" e WHERE e."actorId" < met."actorId" AND ${visible}
        ORDER BY e."actorId" DESC, e."seq" DESC LIMIT 1) following
    )
    SELECT "actorId" AS id, "actorName" AS name FROM met LIMIT ${CHOICES + 1}`
  if (rows.length > CHOICES) return null
  return rows.sort((one, other) => one.name.localeCompare(other.name))
}

import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { permits } from '@/lib/access/permits'
import { Prisma } from '@/lib/db/generated/client'
import type { EventFilter } from './schema'
import { searchConditions } from './search/conditions'

/** The events the actor may see, of one channel or of all: without `history.readAll` only those of channels. */
export function eventsOf(actor: Actor, { channel }: { channel?: string } = {}): Prisma.EventWhereInput {
  return channel ? { channelId: channel } : permits(actor, 'history.readAll') ? {} : { channelId: { not: null } }
}

/** What a filter asks of an event `e`, of those the actor may see. */
export async function conditionsOf(actor: Actor, filter: EventFilter): Promise<Prisma.Sql> {
  const { channel, action, outcome, actor: actorId, target, from, to, q } = filter
  const conditions = [
    ...(channel ? [Prisma.sql`e."channelId" = ${channel}::uuid`] : []),
    ...(channel || permits(actor, 'history.readAll') ? [] : [Prisma.sql`e."channelId" IS NOT NULL`]),
    ...(action ? [Prisma.sql`e."name" = ${action}`] : []),
    ...(outcome ? [Prisma.sql`e."outcome" = ${outcome}`] : []),
    ...(actorId ? [Prisma.sql`e."actorId" = ${actorId}`] : []),
    ...(target ? [Prisma.sql`e."targetId" = ${target}`] : []),
    ...(from ? [Prisma.sql`e."at" >= ${new Date(from)}`] : []),
    ...(to ? [Prisma.sql`e."at" < ${new Date(to)}`] : []),
    ...(q ? await searchConditions(q) : []),
  ]
  return conditions.length > 0 ? Prisma.join(conditions, ' AND ') : Prisma.sql`TRUE`
}

import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { permits } from '@/lib/access/permits'
import type { Prisma } from '@/lib/db/generated/client'
import type { EventFilter } from './schema'

/** The events a filter means, of those the actor may see: without `history.readAll` only those of channels. */
export function eventsOf(actor: Actor, filter: EventFilter = {}): Prisma.EventWhereInput {
  const { channel, action, outcome, actor: actorId, target, from, to } = filter
  return {
    ...(action ? { name: action } : {}),
    ...(outcome ? { outcome } : {}),
    ...(actorId ? { actorId } : {}),
    ...(target ? { targetId: target } : {}),
    ...(from || to ? { at: { ...(from && { gte: new Date(from) }), ...(to && { lt: new Date(to) }) } } : {}),
    ...(channel ? { channelId: channel } : permits(actor, 'history.readAll') ? {} : { channelId: { not: null } }),
  }
}

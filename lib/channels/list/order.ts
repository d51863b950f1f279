import 'server-only'
import { Prisma } from '@/lib/db/generated/client'
import type { ChannelSort } from '../schema'
import { nextExpiry, type Only, slotsTaken } from './problems'

/** How a list is ordered: the table to read channels `c` from, and what they are ordered by first, before name and id. */
export interface Order {
  from: (only: Only) => Prisma.Sql
  key: Prisma.Sql
}

/** By name, by the next expiry (those without one last), or by the slots taken (the fullest first). */
export function orderOf(sort: ChannelSort | undefined, now: Date): Order {
  if (sort === 'expiry')
    return {
      from: (only) => Prisma.sql`"Channel" c LEFT JOIN (${nextExpiry(only, now)}) expiry ON expiry."channelId" = c.id`,
      key: Prisma.sql`COALESCE(expiry.at, 'infinity')`,
    }
  if (sort === 'slots')
    return {
      from: (only) => Prisma.sql`"Channel" c LEFT JOIN (${slotsTaken(only, now)}) slots ON slots."channelId" = c.id`,
      key: Prisma.sql`-COALESCE(slots.taken, 0)`,
    }
  return { from: () => Prisma.sql`"Channel" c`, key: Prisma.sql`0` }
}

/** Where one channel stands in that order, whether or not a filter lets it through; nowhere when there is none. */
export function placeOf({ from, key }: Order, channelId: string): Prisma.Sql {
  const only = Prisma.sql`x."channelId" = ${channelId}::uuid`
  return Prisma.sql`(SELECT ${key}, c.name, c.id FROM ${from(only)} WHERE c.id = ${channelId}::uuid)`
}

/** Whether what stands at `key`, `name` and `id` comes after a place, or before it. */
export const compared = (comparison: '<' | '>', place: Prisma.Sql) =>
  Prisma.sql`(key, name, id) ${Prisma.raw(comparison)} ${place}`

/** `ORDER BY` that, or the other way round. */
export const inOrder = (back: boolean) => (back ? Prisma.sql`key DESC, name DESC, id DESC` : Prisma.sql`key, name, id`)

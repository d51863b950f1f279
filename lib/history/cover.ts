import 'server-only'
import { database } from '@/lib/db/client'
import type { EventCover } from './schema'

/** What proves an event besides the chain: its keyed hash, and the first signed checkpoint at or behind it with where it is. */
export async function findCover(seq: bigint): Promise<EventCover> {
  const [mac, checkpoint] = await Promise.all([
    database().eventMac.findUnique({ where: { seq }, select: { keyId: true } }),
    database().checkpoint.findFirst({
      where: { seq: { gte: seq } },
      orderBy: { seq: 'asc' },
      select: { seq: true, deliveries: { select: { target: true, deliveredAt: true }, orderBy: { target: 'asc' } } },
    }),
  ])
  const left = (checkpoint?.deliveries ?? []).flatMap(({ target, deliveredAt }) =>
    deliveredAt ? [{ target, at: deliveredAt }] : [],
  )
  return { keyedWith: mac?.keyId ?? null, checkpoint: checkpoint && { seq: checkpoint.seq.toString(), left } }
}

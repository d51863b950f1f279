import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { findAnchor } from '@/lib/history/checkpoints/queries'
import { findCut } from './cut'
import type { Cut, HoldView } from './schema'

/** The holds that stand, the oldest first. */
export async function listHolds(actor: Actor): Promise<HoldView[]> {
  demand(actor, 'history.readAll')
  return database().legalHold.findMany({
    where: { liftedAt: null },
    orderBy: { setAt: 'asc' },
    select: { id: true, reason: true, setBy: true, setAt: true },
  })
}

/** What removing all but the last `days` days would remove, or null; `unfinished` is what an earlier removal left. */
export async function findPrune(actor: Actor, days: number): Promise<{ cut: Cut | null; unfinished: number }> {
  demand(actor, 'history.prune')
  const anchor = await findAnchor()
  const [found, unfinished] = await Promise.all([
    findCut(database(), days),
    database().event.count({ where: { seq: { lte: anchor.seq } } }),
  ])
  return { cut: found?.cut ?? null, unfinished }
}

/** Where the history stands and what was found when it was verified last. */
export async function findCustody(actor: Actor) {
  demand(actor, 'history.readAll')
  const [head, anchor, check, holds] = await Promise.all([
    database().chainHead.findUniqueOrThrow({ where: { chain: 'history' }, select: { seq: true, hash: true } }),
    findAnchor(),
    database().historyCheck.findFirst({
      orderBy: { checkedAt: 'desc' },
      select: { seq: true, passedAt: true, passedSeq: true, checkedAt: true, problem: true },
    }),
    listHolds(actor),
  ])
  return {
    head: { seq: Number(head.seq), hash: Buffer.from(head.hash).toString('hex') },
    events: Number(head.seq) - anchor.seq,
    ...{ anchor, check, holds },
  }
}

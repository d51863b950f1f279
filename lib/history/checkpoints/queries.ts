import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import type { DeliveryView, TargetDelivery, TargetName } from './schema'
import { targets } from './targets'

const BATCH = 1_000

/** The last event of a prefix that was removed; `seq` 0 while none was. */
export interface Anchor {
  seq: number
  hash: string
  jws: string | null
}

/** What the events that are kept follow. */
export async function findAnchor(): Promise<Anchor> {
  const row = await database().historyAnchor.findFirst({ orderBy: { seq: 'desc' } })
  if (!row) return { seq: 0, hash: '0'.repeat(64), jws: null }
  return { seq: Number(row.seq), hash: Buffer.from(row.hash).toString('hex'), jws: row.jws }
}

/** All checkpoints behind one place and up to another, oldest first, a thousand at a time. */
export async function* checkpointBatches(after: bigint, upTo: bigint): AsyncGenerator<string[]> {
  for (let last = after; ; ) {
    const rows = await database().checkpoint.findMany({
      where: { seq: { gt: last, lte: upTo } },
      orderBy: { seq: 'asc' },
      take: BATCH,
      select: { seq: true, jws: true },
    })
    if (rows.length > 0) yield rows.map(({ jws }) => jws)
    const end = rows.at(-1)
    if (!end || rows.length < BATCH) return
    last = end.seq
  }
}

/** How delivery goes to each configured place, and the last checkpoint there is. */
export async function findDelivery(actor: Actor): Promise<DeliveryView> {
  demand(actor, 'history.read')
  const [last, ...found] = await Promise.all([
    database().checkpoint.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, at: true, jws: true } }),
    ...targets().map(deliveryTo),
  ])
  return { targets: found, last: last && { seq: String(last.seq), at: last.at, kid: kidOf(last.jws) } }
}

async function deliveryTo(target: TargetName): Promise<TargetDelivery> {
  const of = (delivered: boolean) => ({ target, deliveredAt: delivered ? { not: null } : null })
  const [arrived, first, waiting] = await Promise.all([
    database().checkpointDelivery.findFirst({
      where: of(true),
      orderBy: { seq: 'desc' },
      select: { seq: true, deliveredAt: true },
    }),
    database().checkpointDelivery.findFirst({
      where: of(false),
      orderBy: { seq: 'asc' },
      select: { problem: true, nextAt: true, checkpoint: { select: { at: true } } },
    }),
    database().checkpointDelivery.count({ where: of(false) }),
  ])
  return {
    target,
    delivered: arrived?.deliveredAt ? { seq: String(arrived.seq), at: arrived.deliveredAt } : null,
    waiting,
    since: first?.checkpoint.at ?? null,
    problem: first?.problem ?? null,
    nextAt: first?.nextAt ?? null,
  }
}

function kidOf(jws: string): string {
  const header = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString('utf8'))
  return String(header.kid)
}

import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'
import { Refusal } from '@/lib/errors'
import { parseBody } from './body'
import { findCover } from './cover'
import { readDetail } from './detail'
import { columns, type StoredRow, selected, toRow } from './row'
import type { EventFilter, EventRow, EventView, HistoryFilter } from './schema'
import { conditionsOf, eventsOf } from './where'

const PAGE = 50

/** One page of the history, newest first. `newer` and `older` are the places to go on from, null where it ends. */
export interface EventPage {
  rows: EventRow[]
  newer: string | null
  older: string | null
}

/** The events a filter lets through, 50 a page; without `history.readAll` only those of channels. */
export async function listEvents(actor: Actor, filter: HistoryFilter): Promise<EventPage> {
  demand(actor, 'history.read')
  const asked = await conditionsOf(actor, filter)
  const backwards = filter.after !== undefined
  const place = filter.after
    ? Prisma.sql`e."seq" > ${BigInt(filter.after)}`
    : filter.before
      ? Prisma.sql`e."seq" < ${BigInt(filter.before)}`
      : Prisma.sql`TRUE`
  const found = await database().$queryRaw<StoredRow[]>`
    SELECT ${selected} FROM "Event" e WHERE ${asked} AND ${place}
    ORDER BY e."seq" ${backwards ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${PAGE + 1}`
  const more = found.length > PAGE
  const page = found.slice(0, PAGE)
  if (backwards) page.reverse()
  return {
    rows: page.map(toRow),
    newer: (backwards ? more : filter.before !== undefined) ? (page[0]?.seq.toString() ?? null) : null,
    older: (backwards || more) && page.length > 0 ? (page.at(-1)?.seq.toString() ?? null) : null,
  }
}

/** How many events a filter means, to the last one. */
export async function countEvents(actor: Actor, filter: EventFilter): Promise<number> {
  demand(actor, 'history.read')
  const asked = await conditionsOf(actor, filter)
  const [row] = await database().$queryRaw<{ count: bigint }[]>`SELECT count(*) FROM "Event" e WHERE ${asked}`
  return Number(row?.count ?? 0)
}

/** One event with its pair and its place in the chain; refuses with `not_found` what the actor may not see, too. */
export async function getEvent(actor: Actor, seq: bigint): Promise<EventView> {
  demand(actor, 'history.read')
  const visible = eventsOf(actor)
  const row = await database().event.findFirst({
    where: { AND: [{ seq }, visible] },
    select: { ...columns, hash: true, previousHash: true },
  })
  if (!row) throw new Refusal('not_found', 'eventNotFound')
  const { operationId } = row
  const beside = (place: object, order: 'asc' | 'desc') =>
    database().event.findFirst({
      where: { AND: [{ seq: place }, visible] },
      orderBy: { seq: order },
      select: { seq: true },
    })
  const [pair, previous, next, head, cover] = await Promise.all([
    operationId
      ? database().event.findMany({
          where: { AND: [{ operationId }, visible] },
          orderBy: { seq: 'asc' },
          select: columns,
        })
      : [row],
    beside({ lt: seq }, 'desc'),
    beside({ gt: seq }, 'asc'),
    database().chainHead.findUniqueOrThrow({ where: { chain: 'history' }, select: { seq: true } }),
    findCover(seq),
  ])
  const body = parseBody(row.body)
  const { outcome, ...told } = toRow(row)
  return {
    ...told,
    outcome,
    actorKind: body.actor.kind,
    actorRoles: body.actor.roles,
    ip: body.actor.ip ?? null,
    detail: readDetail(body.detail, outcome),
    body: row.body,
    hash: Buffer.from(row.hash).toString('hex'),
    previousHash: Buffer.from(row.previousHash).toString('hex'),
    previous: previous?.seq.toString() ?? null,
    next: next?.seq.toString() ?? null,
    head: head.seq.toString(),
    cover,
    pair: pair.map(toRow),
  }
}

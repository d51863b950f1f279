import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand, permits } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import type { Prisma } from '@/lib/db/generated/client'
import { Refusal } from '@/lib/errors'
import { parseBody } from './body'
import type { EventRow, EventView, HistoryFilter, Outcome } from './schema'

const PAGE = 50
/** Counting stops here: past it a total tells nothing that "more than" does not. */
const COUNTED = 10_000

const columns = {
  seq: true,
  at: true,
  name: true,
  outcome: true,
  actorId: true,
  actorName: true,
  channelId: true,
  operationId: true,
  body: true,
} as const
type Row = Prisma.EventGetPayload<{ select: typeof columns }>

/** One page of the history, newest first. `newer` and `older` are the places to go on from, null where it ends. */
export interface EventPage {
  rows: EventRow[]
  /** At most 10,001, which stands for "more than 10,000". */
  total: number
  newer: string | null
  older: string | null
}

/** The events a filter lets through, 50 a page; without `history.readAll` only those of channels. */
export async function listEvents(actor: Actor, filter: HistoryFilter): Promise<EventPage> {
  demand(actor, 'history.read')
  const where = { ...whereOf(filter), ...visibleTo(actor, filter.channel) }
  const backwards = filter.after !== undefined
  const place = filter.after
    ? { seq: { gt: BigInt(filter.after) } }
    : filter.before
      ? { seq: { lt: BigInt(filter.before) } }
      : {}
  const [found, total] = await Promise.all([
    database().event.findMany({
      where: { ...where, ...place },
      orderBy: { seq: backwards ? 'asc' : 'desc' },
      take: PAGE + 1,
      select: columns,
    }),
    database().event.count({ where, take: COUNTED + 1 }),
  ])
  const more = found.length > PAGE
  const page = found.slice(0, PAGE)
  if (backwards) page.reverse()
  return {
    rows: page.map(toRow),
    total,
    newer: (backwards ? more : filter.before !== undefined) ? (page[0]?.seq.toString() ?? null) : null,
    older: (backwards || more) && page.length > 0 ? (page.at(-1)?.seq.toString() ?? null) : null,
  }
}

/** One event with its pair and its place in the chain; refuses with `not_found` what the actor may not see, too. */
export async function getEvent(actor: Actor, seq: bigint): Promise<EventView> {
  demand(actor, 'history.read')
  const row = await database().event.findFirst({
    where: { seq, ...visibleTo(actor) },
    select: { ...columns, hash: true, previousHash: true },
  })
  if (!row) throw new Refusal('not_found', 'eventNotFound')
  const pair = row.operationId
    ? await database().event.findMany({
        where: { operationId: row.operationId },
        orderBy: { seq: 'asc' },
        select: columns,
      })
    : [row]
  const body = parseBody(row.body)
  return {
    ...toRow(row),
    actorKind: body.actor.kind,
    actorRoles: body.actor.roles,
    ip: body.actor.ip ?? null,
    detail: body.details,
    hash: Buffer.from(row.hash).toString('hex'),
    previousHash: Buffer.from(row.previousHash).toString('hex'),
    pair: pair.map(toRow),
  }
}

function whereOf({ channel, action, outcome, actor }: HistoryFilter): Prisma.EventWhereInput {
  return {
    ...(channel ? { channelId: channel } : {}),
    ...(action ? { name: action } : {}),
    ...(outcome ? { outcome } : {}),
    ...(actor ? { actorId: actor } : {}),
  }
}

function visibleTo(actor: Actor, channel?: string): Prisma.EventWhereInput {
  return channel || permits(actor, 'history.readAll') ? {} : { channelId: { not: null } }
}

function toRow({ body, seq, outcome, ...row }: Row & { hash?: unknown; previousHash?: unknown }): EventRow {
  const { at, name, actorId, actorName, channelId, operationId } = row
  const { target = null, details } = parseBody(body)
  const proven = details.find(([detail]) => detail === 'proven')?.[1]
  return {
    seq: seq.toString(),
    at,
    name,
    outcome: outcome as Outcome,
    actorId,
    actorName,
    channelId,
    operationId,
    proven: proven === undefined ? null : proven === 'true',
    target,
  }
}

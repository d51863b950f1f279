import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'
import type { ChannelFilter, ChannelRow } from '../schema'
import { compared, inOrder, orderOf, placeOf } from './order'
import { ofAll } from './problems'
import { type ReadRow, rowColumns, toRow } from './rows'
import { whereOf } from './where'

const PAGE = 50

/** One page of the channels: where it begins in the whole (from 0), and the places of the pages beside it. */
export interface ChannelPage {
  rows: ChannelRow[]
  total: number
  from: number
  previous: string | null
  next: string | null
}

/**
 * The channels a filter lets through, in its order, 50 a page: those `after` one of them, or those `before` one. One
 * query finds them, counts them and reads the rows of the page: looking for them is what costs.
 */
export async function listChannels(actor: Actor, filter: ChannelFilter, now = new Date()): Promise<ChannelPage> {
  demand(actor, 'channel.read')
  const { after, before, ...kept } = filter
  const back = after === undefined && before !== undefined
  const place = after ?? before
  const found = await database().$queryRaw<(ReadRow & { total: number; passed: number })[]>`
    ${chosen(filter, place, back, now)}
    SELECT ${rowColumns(now)}, page.total, page.passed
    FROM page JOIN "Channel" c ON c.id = page.id ORDER BY page.nth`
  const [first] = found
  // A place that is gone, or that nothing comes after any more: the list begins anew.
  if (!first)
    return place ? listChannels(actor, kept, now) : { rows: [], total: 0, from: 0, previous: null, next: null }
  const rows = found.map(({ total: _total, passed: _passed, ...row }) => toRow(row))
  if (back) rows.reverse()
  const { total, passed } = first
  const from = back ? passed - rows.length : passed
  return {
    rows,
    total,
    from,
    previous: from > 0 ? (rows.at(0)?.id ?? null) : null,
    next: from + rows.length < total ? (rows.at(-1)?.id ?? null) : null,
  }
}

/** `page`: the ids of a page with their order; how many there are at all; how many come before the place it begins at. */
function chosen(filter: ChannelFilter, place: string | undefined, back: boolean, now: Date): Prisma.Sql {
  const order = orderOf(filter.sort, now)
  const beyond = place ? compared(back ? '<' : '>', placeOf(order, place)) : Prisma.sql`TRUE`
  return Prisma.sql`
    WITH found AS MATERIALIZED (
      SELECT c.id, ${order.key} AS key, c.name FROM ${order.from(ofAll)} WHERE ${whereOf(filter, now)}
    ), placed AS MATERIALIZED (SELECT *, ${beyond} AS beyond FROM found)
    , page AS MATERIALIZED (
      SELECT id, row_number() OVER (ORDER BY ${inOrder(back)}) AS nth,
        (SELECT count(*)::int FROM found) AS total,
        (SELECT count(*)::int FROM placed WHERE beyond = ${back}) AS passed
      FROM placed WHERE beyond ORDER BY nth LIMIT ${PAGE}
    )`
}

import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import type { Prisma } from '@/lib/db/generated/client'
import { columns, toRow } from '@/lib/history/row'
import { eventsOf } from '@/lib/history/where'
import type { IncidentView } from '../schema'
import type { ReportEvent, ReportView } from './schema'

/** So many events a report holds; the rest is in the history. */
const MOST_EVENTS = 2_000

/** What of a channel belongs to its incident. */
const OF_CHANNEL = ['token.', 'key.', 'secret.', 'channel.']

type Timeline = Pick<ReportView, 'events' | 'total' | 'history'> & { frozenAt: Date | null }

/**
 * The events of an incident that the actor may read, in order: its own, those of its jobs, and what was done to its
 * channels from its opening to its closing. Where that is in the chain tells, not the time, for clocks may differ.
 */
export async function readTimeline(actor: Actor, { id, channels, jobs, closedAt }: IncidentView): Promise<Timeline> {
  const own = { targetType: 'incident', targetId: id, outcome: 'done' }
  const placeOf = async (name: string) =>
    (await database().event.findFirst({ where: { ...own, name }, select: { seq: true } }))?.seq ?? null
  const [openedIn, closedIn] = [await placeOf('incident.open'), closedAt ? await placeOf('incident.close') : null]
  if (openedIn === null) return { events: [], total: 0, history: null, frozenAt: null }
  // Freezing each channel is written just before, in the same transaction.
  const from = openedIn - BigInt(channels.length)
  const channelId = { in: channels.map((channel) => channel.channelId) }
  const frozen = { channelId, name: 'channel.freeze', seq: { gte: from, lt: openedIn }, body: { contains: id } }
  const where: Prisma.EventWhereInput = {
    AND: [
      eventsOf(actor),
      { seq: { gte: from } },
      {
        OR: [
          { targetId: { in: [id, ...jobs.map((job) => job.id)] } },
          frozen,
          {
            channelId,
            seq: { gte: openedIn, ...(closedIn ? { lte: closedIn } : {}) },
            OR: OF_CHANNEL.map((word) => ({ name: { startsWith: word } })),
          },
        ],
      },
    ],
  }
  const ends = (order: 'asc' | 'desc') =>
    database().event.findFirst({ where, orderBy: { seq: order }, select: { seq: true, hash: true } })
  const [rows, total, first, last, freeze] = await Promise.all([
    database().event.findMany({
      where,
      orderBy: { seq: 'asc' },
      take: MOST_EVENTS,
      select: { ...columns, hash: true, previousHash: true },
    }),
    database().event.count({ where }),
    ends('asc'),
    ends('desc'),
    database().event.findFirst({ where: frozen, orderBy: { seq: 'desc' }, select: { at: true } }),
  ])
  return {
    events: rows.map(
      (row): ReportEvent => ({
        ...toRow(row),
        ...{ hash: hex(row.hash), previousHash: hex(row.previousHash), body: row.body },
      }),
    ),
    total,
    history: first && last && { first: place(first), last: place(last) },
    frozenAt: freeze?.at ?? null,
  }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const place = ({ seq, hash }: { seq: bigint; hash: Uint8Array }) => ({ seq: seq.toString(), hash: hex(hash) })

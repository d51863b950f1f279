import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { Refusal } from '@/lib/errors'
import { doneAtOf } from './lock'
import { readChannels } from './read-channels'
import type { IncidentJob, IncidentRow, IncidentView } from './schema'

/** So many incidents are listed; older ones are in the history. */
const LISTED = 100

const columns = {
  id: true,
  reason: true,
  drill: true,
  openedBy: true,
  openedAt: true,
  safeAt: true,
  closedBy: true,
  closedAt: true,
} as const

const nameOf = (actor: unknown) => (actor as { name?: string } | null)?.name ?? ''

/** The incidents, open ones first, then the latest; at most 100. */
export async function listIncidents(actor: Actor): Promise<IncidentRow[]> {
  demand(actor, 'channel.read')
  const rows = await database().incident.findMany({
    orderBy: [{ closedAt: { sort: 'desc', nulls: 'first' } }, { openedAt: 'desc' }],
    take: LISTED,
    select: {
      ...columns,
      _count: { select: { channels: true } },
      channels: { take: 1, orderBy: { channel: { name: 'asc' } }, select: { channel: { select: { name: true } } } },
    },
  })
  const holding = await stillSafe(rows)
  return rows.map(({ channels, _count, openedBy, closedBy: _, ...row }) => ({
    ...row,
    safeAt: row.closedAt || holding.has(row.id) ? row.safeAt : null,
    openedBy: nameOf(openedBy),
    channels: _count.channels,
    channelName: channels[0]?.channel.name ?? '',
  }))
}

/** Of the open ones that were said to be safe, those of which it still is so: LINE may list another key ID since. */
async function stillSafe(rows: readonly { id: string; openedAt: Date; safeAt: Date | null; closedAt: Date | null }[]) {
  const holding = new Set<string>()
  for (const row of rows)
    if (row.safeAt && !row.closedAt && doneAtOf(await readChannels(database(), row, new Date()))) holding.add(row.id)
  return holding
}

/** How many incidents are open, for every page to say. */
export async function countOpenIncidents(actor: Actor): Promise<number> {
  demand(actor, 'channel.read')
  return database().incident.count({ where: { closedAt: null } })
}

/** One incident with how far each channel has come; refuses with `not_found`. */
export async function getIncident(actor: Actor, incidentId: string, now = new Date()): Promise<IncidentView> {
  for (const permission of ['channel.read', 'token.read', 'key.read'] as const) demand(actor, permission)
  const row = await database().incident.findUnique({ where: { id: incidentId }, select: columns })
  if (!row) throw new Refusal('not_found', 'incidentNotFound')
  const [channels, jobs] = await Promise.all([readChannels(database(), row, now), readJobs(incidentId)])
  const doneAt = doneAtOf(channels)
  return {
    ...row,
    safeAt: row.closedAt || doneAt ? row.safeAt : null,
    openedBy: nameOf(row.openedBy),
    closedBy: row.closedBy === null ? null : nameOf(row.closedBy),
    ...{ channels, jobs },
    doneAt,
  }
}

async function readJobs(incidentId: string): Promise<IncidentJob[]> {
  const jobs = await database().job.findMany({
    where: { incidentId },
    orderBy: { createdAt: 'asc' },
    select: { id: true, change: true, createdAt: true, endedAt: true },
  })
  const counted = await database().jobItem.groupBy({
    by: ['jobId', 'state'],
    where: { jobId: { in: jobs.map(({ id }) => id) } },
    _count: true,
  })
  return jobs.map(({ id, change, createdAt, endedAt }) => {
    const of = (...states: string[]) =>
      counted.filter((each) => each.jobId === id && (states.length === 0 || states.includes(each.state)))
    const sum = (...states: string[]) => of(...states).reduce((total, each) => total + each._count, 0)
    return {
      ...{ id, change, startedAt: createdAt, endedAt, total: sum() },
      ended: sum('done', 'failed', 'unknown', 'cancelled'),
      failed: sum('failed', 'cancelled'),
      unknown: sum('unknown'),
    }
  })
}

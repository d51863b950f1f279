import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { listChannelIds } from '@/lib/channels/list/queries'
import { database } from '@/lib/db/client'
import { MOST_CHANNELS } from '../schema'
import type { OpeningSelection, OpeningView } from './schema'

/** How many channels a drill offers. */
const OFFERED = 3

/** The channels of a selection by name, each with the tokens held for it; archived and unknown ones are left out. */
export async function previewIncident(actor: Actor, select: OpeningSelection): Promise<OpeningView> {
  demand(actor, 'incident.open')
  const ids =
    'channels' in select ? select.channels : await listChannelIds(database(), select.filter, MOST_CHANNELS + 1)
  const rows = await database().channel.findMany({
    where: { id: { in: ids }, archivedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MOST_CHANNELS + 1,
    select: {
      ...{ id: true, name: true, lineChannelId: true },
      incidents: { where: { incident: { closedAt: null } }, select: { incidentId: true } },
    },
  })
  const held = await database().token.groupBy({
    by: ['channelId'],
    where: { ...lasting(), channelId: { in: rows.map(({ id }) => id) } },
    _count: true,
  })
  const tokensOf = new Map(held.map(({ channelId, _count }) => [channelId, _count]))
  const channels = rows.slice(0, MOST_CHANNELS).map(({ incidents, ...channel }) => ({
    ...channel,
    tokens: tokensOf.get(channel.id) ?? 0,
    incidentId: incidents[0]?.incidentId ?? null,
  }))
  return {
    channels,
    tokens: channels.reduce((sum, { tokens }) => sum + tokens, 0),
    more: rows.length > MOST_CHANNELS,
  }
}

/** Up to three channels a drill can be done with: a signing key in use, and in no open incident; those with tokens first. */
export async function listDrillChannels(actor: Actor): Promise<OpeningView['channels']> {
  demand(actor, 'incident.open')
  const rows = await database().channel.findMany({
    where: {
      ...{ archivedAt: null, frozenAt: null },
      incidents: { none: { incident: { closedAt: null } } },
      signingKeys: { some: { state: 'active', refusedAt: null } },
      secrets: { none: { retiredAt: null, refusedAt: { not: null } } },
    },
    orderBy: [{ tokens: { _count: 'desc' } }, { name: 'asc' }],
    take: OFFERED,
    select: { id: true },
  })
  if (rows.length === 0) return []
  return (await previewIncident(actor, { channels: rows.map(({ id }) => id) })).channels
}

const lasting = () => ({
  kind: { not: 'stateless' },
  state: { not: 'gone' },
  OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
})

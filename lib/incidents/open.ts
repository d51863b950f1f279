import 'server-only'
import { localChange } from '@/lib/change'
import { lockWorkingChannel } from '@/lib/channels/queries'
import type { Prisma } from '@/lib/db/generated/client'
import { newId } from '@/lib/db/id'
import type { Tx } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { appendEvent } from '@/lib/history/append'
import { type Before, openIncidentInput } from './schema'

/**
 * Opens an incident and freezes issuing for its channels, all of it or nothing: the emergency button, so it asks nobody
 * else and for no typed word. An issue that was let through before ends in the list of what is to be revoked.
 */
export const openIncident = localChange('incident.open', {
  input: openIncidentInput,
  // Two hundred channels on a machine with other things to do, too.
  timeoutMs: 30_000,

  async prepare(tx, actor, { channels, reason, drill }) {
    if (drill && env().KAGIBAN_MODE !== 'sandbox') throw new Refusal('conflict', 'drillOnlyInSandbox')
    const incidentId = newId()
    const { kind, id, name, roles, ip } = actor
    const by = { kind, id, name, roles: [...roles], ...(ip ? { ip } : {}) }
    const openedAt = new Date()
    const found = []
    // In one order, so that two incidents with channels in common never wait for each other.
    for (const channelId of channels.toSorted()) found.push({ channelId, ...(await lockWorkingChannel(tx, channelId)) })
    await refuseTaken(tx, channels)
    await tx.incident.create({ data: { id: incidentId, reason, drill: drill === 'yes', openedBy: by, openedAt } })
    for (const { channelId, frozenAt } of found)
      await tx.incidentChannel.create({
        data: {
          incidentId,
          channelId,
          before: { ...(await stateBefore(tx, channelId, frozenAt)) } as Prisma.InputJsonObject,
        },
      })
    const thawed = found.filter(({ frozenAt }) => !frozenAt)
    await tx.channel.updateMany({
      where: { id: { in: thawed.map(({ channelId }) => channelId) } },
      data: { frozenAt: openedAt },
    })
    for (const { channelId, name: label } of thawed)
      await appendEvent(tx, {
        ...{ name: 'channel.freeze', outcome: 'done', actor: by, channelId },
        target: { type: 'channel', id: channelId, label },
        detail: { freezeReason: reason, incidentId },
      })
    return {
      subject: {
        ...(found.length === 1 && found[0] ? { channelId: found[0].channelId } : {}),
        target: { type: 'incident', id: incidentId, label: reason.slice(0, 100) },
        detail: { incidentReason: reason, drill: drill === 'yes', channels: found.map((channel) => channel.name) },
      },
      result: { incidentId },
    }
  },
})

async function refuseTaken(tx: Tx, channels: readonly string[]): Promise<void> {
  const taken = await tx.incidentChannel.findMany({
    where: { channelId: { in: [...channels] }, incident: { closedAt: null } },
    select: { channel: { select: { name: true } } },
    orderBy: { channel: { name: 'asc' } },
  })
  if (taken.length === 0) return
  const names = taken.map(({ channel }) => channel.name)
  throw new Refusal('conflict', 'channelsInIncident', { values: { count: names.length, names: names.join(', ') } })
}

async function stateBefore(tx: Tx, channelId: string, frozenAt: Date | null): Promise<Before> {
  // Retiring a key here ends nothing at LINE, so one counts until LINE was seen to refuse it.
  const keys = await tx.signingKey.findMany({
    where: { channelId, OR: [{ state: { not: 'retired' } }, { kid: { not: null }, refusedAt: null }] },
    orderBy: { createdAt: 'desc' },
    select: { id: true, kid: true, state: true },
  })
  const secret = await tx.channelSecret.findFirst({
    where: { channelId, retiredAt: null },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  const listed = await tx.keyIdSighting.findMany({ where: { channelId, goneAt: null }, select: { keyId: true } })
  return {
    kid: keys.find(({ state }) => state === 'active')?.kid ?? null,
    keys: keys.flatMap(({ id, kid }) => (kid ? [{ id, kid }] : [])),
    keyIds: keys.map(({ id }) => id),
    secretId: secret?.id ?? null,
    listed: listed.map(({ keyId }) => keyId),
    frozen: frozenAt !== null,
  }
}

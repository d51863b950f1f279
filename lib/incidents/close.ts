import 'server-only'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { appendEvent } from '@/lib/history/append'
import { lockOpenIncident } from './lock'
import { type Before, closeIncidentInput } from './schema'

/**
 * Closes an incident and allows issuing again, but where it was frozen by hand before. Before everything is done that
 * takes a reason, and nothing is said to be safe.
 */
export const closeIncident = localChange('incident.close', {
  input: closeIncidentInput,

  async prepare(tx, actor, { incidentId, reason }) {
    const incident = await lockOpenIncident(tx, incidentId)
    const safeAt = incident.doneAt && (incident.safeAt ?? incident.doneAt)
    if (!safeAt && !reason) throw new Refusal('invalid', 'incidentNotSafe', { field: 'reason' })
    const { kind, id, name, roles, ip } = actor
    const by = { kind, id, name, roles: [...roles], ...(ip ? { ip } : {}) }
    await tx.incident.update({
      where: { id: incidentId },
      data: { closedAt: new Date(), closedBy: by, safeAt },
    })
    const rows = await tx.incidentChannel.findMany({ where: { incidentId }, select: { channelId: true, before: true } })
    const kept = new Set(
      rows.filter(({ before }) => (before as unknown as Before).frozen).map(({ channelId }) => channelId),
    )
    const thawed = incident.channels.filter(({ channelId, frozenAt }) => frozenAt && !kept.has(channelId))
    for (const { channelId } of thawed) await tx.channel.update({ where: { id: channelId }, data: { frozenAt: null } })
    for (const { channelId, name: label, frozenAt } of thawed)
      await appendEvent(tx, {
        ...{ name: 'channel.unfreeze', outcome: 'done', actor: by, channelId },
        target: { type: 'channel', id: channelId, label },
        detail: { frozenAt: frozenAt?.toISOString(), incidentId },
      })
    const [only] = incident.channels
    return {
      subject: {
        ...(incident.channels.length === 1 && only ? { channelId: only.channelId } : {}),
        target: { type: 'incident', id: incidentId, label: incident.reason.slice(0, 100) },
        detail: {
          incidentId,
          safeAt: safeAt?.toISOString() ?? null,
          ...(!safeAt && incident.safeAt ? { before: incident.safeAt.toISOString() } : {}),
          ...(reason ? { closeReason: reason } : {}),
        },
      },
      result: { incidentId },
    }
  },
})

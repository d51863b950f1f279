import 'server-only'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { lockOpenIncident } from './lock'
import { type SaidStep, stepIncidentInput } from './schema'

/**
 * Records what only a person can know: that an old signing key, which cannot be tried any more, was deleted in LINE's
 * console. Without a channel it looks at everything again. Either way, once all is done, the incident is said to be safe.
 */
export const stepIncident = localChange('incident.step', {
  input: stepIncidentInput,

  async prepare(tx, actor, { incidentId, channelId }) {
    const incident = await lockOpenIncident(tx, incidentId)
    const channel = incident.channels.find((each) => each.channelId === channelId)
    if (channelId && !channel) throw new Refusal('not_found', 'channelNotFound')
    const at = new Date()
    let { doneAt } = incident
    if (channel) {
      if (channel.steps.find(({ step }) => step === 'key')?.state !== 'done')
        throw new Refusal('conflict', 'newKeyFirst')
      const erased = channel.oldKeys.filter(({ held, saidAt, refusedAt }) => !held && !saidAt && !refusedAt)
      if (erased.length === 0) throw new Refusal('conflict', 'oldKeyKnown')
      const said: SaidStep = { at: at.toISOString(), by: actor.name }
      await tx.incidentChannel.update({
        where: { incidentId_channelId: { incidentId, channelId: channel.channelId } },
        data: { steps: { oldKey: { ...said } } },
      })
      doneAt = (await lockOpenIncident(tx, incidentId)).doneAt
    } else if (!doneAt) throw new Refusal('conflict', 'incidentNotDone')
    // What was said once counts only while it is so.
    const safeAt = doneAt && (incident.safeAt ?? doneAt)
    if (safeAt !== incident.safeAt) await tx.incident.update({ where: { id: incidentId }, data: { safeAt } })
    return {
      subject: {
        ...(channel ? { channelId: channel.channelId } : {}),
        target: { type: 'incident', id: incidentId, label: incident.reason.slice(0, 100) },
        detail: {
          incidentId,
          ...(channel ? { step: 'oldKey' } : {}),
          ...(safeAt || incident.safeAt ? { safeAt: safeAt?.toISOString() ?? null } : {}),
          ...(!safeAt && incident.safeAt ? { before: incident.safeAt.toISOString() } : {}),
        },
      },
      result: { safe: safeAt !== null },
    }
  },
})

import 'server-only'
import { change } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { noteRefusedCredential } from './credential-refused'
import { keepKeyIds, readKeyIds } from './key-ids'
import { syncChannelInput } from './schema'
import { detailOf } from './watch/difference'

/** Reads LINE's list of key IDs and keeps what it shows beside what we hold. */
export const syncChannel = change('channel.sync', {
  input: syncChannelInput,

  async prepare(tx, _actor, { channelId }) {
    const channel = await tx.channel.findUnique({ where: { id: channelId }, select: { name: true } })
    if (!channel) throw new Refusal('not_found', 'channelNotFound')
    return { subject: { channelId, target: { type: 'channel', id: channelId, label: channel.name } } }
  },

  async call({ plan }) {
    return { answer: await readKeyIds(plan.subject.channelId) }
  },

  async save(tx, { plan }, list) {
    const { difference, ...found } = await keepKeyIds(tx, plan.subject.channelId, list)
    const counts = { keyIdsListed: list.keyIds.length, ...found }
    return { result: counts, detail: { ...counts, ...detailOf(difference), requestId: list.requestId } }
  },

  async otherwise(tx, operation, _state, evidence) {
    await noteRefusedCredential(tx, operation, evidence)
  },

  async settle() {
    return { state: 'none', evidence: {} }
  },
})

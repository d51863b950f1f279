import 'server-only'
import { localChange } from '@/lib/change'
import type { Tx } from '@/lib/db/transaction'
import { Refusal } from '@/lib/errors'
import { lockWorkingChannel } from './queries'
import { countRemains } from './remains'
import { type ChannelDescription, type ChannelType, DESCRIBED, editChannelInput, takesV21 } from './schema'

const columns = { name: true, type: true, environment: true, tags: true, owner: true } as const

/**
 * Changes what Kagiban itself says of a channel. What the form showed is compared with what is there now, so that of two
 * people who edit at once the second is told instead of overwriting the first.
 */
export const editChannel = localChange('channel.edit', {
  input: editChannelInput,

  async prepare(tx, _actor, { channelId, shown, ...wanted }) {
    await lockWorkingChannel(tx, channelId)
    const current = await tx.channel.findUniqueOrThrow({ where: { id: channelId }, select: columns })
    const meanwhile = differences(shown, current)
    if (meanwhile.length > 0)
      throw new Refusal('conflict', 'channelChangedMeanwhile', { values: saidOf(meanwhile, current) })
    const changed = differences(current, wanted)
    // Not a conflict: what the form shows is still so.
    if (changed.length === 0) throw new Refusal('invalid', 'nothingChanged')
    if (wanted.type !== current.type) await refuseContradiction(tx, channelId, wanted.type)
    await tx.channel.update({ where: { id: channelId }, data: wanted })
    const only = (description: ChannelDescription) =>
      Object.fromEntries(changed.map((field) => [field, description[field]]))
    return {
      subject: { channelId, target: { type: 'channel', id: channelId, label: wanted.name } },
      result: { changed },
      detail: { before: only(current), after: only(wanted) },
    }
  },
})

function differences(one: ChannelDescription, other: ChannelDescription) {
  return DESCRIBED.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]))
}

/** What the sentence needs to say what is there now of the fields that changed, and to say nothing of the others. */
function saidOf(fields: readonly (keyof ChannelDescription)[], current: ChannelDescription): Record<string, string> {
  const changed = (field: keyof ChannelDescription) => fields.includes(field)
  const yes = (field: keyof ChannelDescription) => (changed(field) ? 'yes' : 'no')
  return {
    ...{ nameChanged: yes('name'), name: current.name, ownerChanged: yes('owner'), owner: current.owner },
    ...{ tagsChanged: yes('tags'), tags: current.tags.join(', ') },
    type: changed('type') ? current.type : 'no',
    environment: changed('environment') ? current.environment : 'no',
  }
}

/** Refuses a type that LINE has no tokens of a kind for, of which some are there, or may come to be there any moment. */
async function refuseContradiction(tx: Tx, channelId: string, type: ChannelType): Promise<void> {
  const { tokens, keyIds, signingKeys, operations } = await countRemains(tx, channelId)
  if (operations > 0) throw new Refusal('busy', 'channelOperationOpen')
  const v21 = tokens['v2.1'] + keyIds.foreign + keyIds.lost
  if (!takesV21(type) && v21 + signingKeys > 0)
    throw new Refusal('conflict', 'typeWithoutV21', { field: 'type', values: { tokens: v21, signingKeys } })
  if (type !== 'messaging_api' && tokens['long-lived'] > 0)
    throw new Refusal('conflict', 'typeWithoutLongLived', { field: 'type' })
}

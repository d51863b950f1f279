import 'server-only'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { lockChannel } from './queries'
import { unfreezeChannelInput } from './schema'

/** Allows issuing again. While an incident of the channel is open, only closing that one does so. */
export const unfreezeChannel = localChange('channel.unfreeze', {
  input: unfreezeChannelInput,

  async prepare(tx, _actor, { channelId }) {
    const { name, frozenAt } = await lockChannel(tx, channelId)
    if (!frozenAt) throw new Refusal('conflict', 'channelNotFrozen')
    const open = await tx.incidentChannel.count({ where: { channelId, incident: { closedAt: null } } })
    if (open > 0) throw new Refusal('conflict', 'channelInIncident')
    await tx.channel.update({ where: { id: channelId }, data: { frozenAt: null } })
    return {
      subject: { channelId, target: { type: 'channel', id: channelId, label: name } },
      result: { channelId },
      detail: { frozenAt: frozenAt.toISOString() },
    }
  },
})

import 'server-only'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { lockChannel } from './queries'
import { restoreChannelInput } from './schema'

/** Puts an archived channel back among the others, as it was. */
export const restoreChannel = localChange('channel.restore', {
  input: restoreChannelInput,

  async prepare(tx, _actor, { channelId }) {
    const { name, archivedAt } = await lockChannel(tx, channelId)
    if (!archivedAt) throw new Refusal('conflict', 'channelNotArchived')
    await tx.channel.update({ where: { id: channelId }, data: { archivedAt: null } })
    return {
      subject: { channelId, target: { type: 'channel', id: channelId, label: name } },
      result: { channelId },
      detail: { archivedAt: archivedAt.toISOString() },
    }
  },
})

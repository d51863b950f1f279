import 'server-only'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { lockWorkingChannel } from './queries'
import { freezeChannelInput } from './schema'

/** Stops issuing for a channel, whoever asks; everything else goes on. An issue that was let through before still ends. */
export const freezeChannel = localChange('channel.freeze', {
  input: freezeChannelInput,

  async prepare(tx, _actor, { channelId, reason }) {
    const { name, frozenAt } = await lockWorkingChannel(tx, channelId)
    if (frozenAt) throw new Refusal('conflict', 'channelFrozenAlready')
    await tx.channel.update({ where: { id: channelId }, data: { frozenAt: new Date() } })
    return {
      subject: {
        channelId,
        target: { type: 'channel', id: channelId, label: name },
        detail: { freezeReason: reason },
      },
      result: { channelId },
    }
  },
})

import 'server-only'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { lockWorkingChannel } from './queries'
import { countRemains } from './remains'
import { archiveChannelInput } from './schema'

/**
 * Takes a channel out of the lists. Nothing is revoked by it, so what still lives at LINE then is written down. Refuses
 * while an operation of it is open, because what comes of that would have to be looked for in an archived channel.
 */
export const archiveChannel = localChange('channel.archive', {
  input: archiveChannelInput,

  async prepare(tx, _actor, { channelId, confirm }) {
    const { name, lineChannelId } = await lockWorkingChannel(tx, channelId)
    if (confirm !== lineChannelId)
      throw new Refusal('invalid', 'archiveUnconfirmed', { field: 'confirm', values: { channelId: lineChannelId } })
    const { operations, stateless, ...remains } = await countRemains(tx, channelId)
    if (operations > 0) throw new Refusal('busy', 'channelOperationOpen')
    await tx.channel.update({ where: { id: channelId }, data: { archivedAt: new Date() } })
    return {
      subject: { channelId, target: { type: 'channel', id: channelId, label: name } },
      result: { channelId },
      detail: { stillThere: { ...remains, stateless: stateless.count } },
    }
  },
})

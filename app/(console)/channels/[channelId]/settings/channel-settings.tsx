import { randomUUID } from 'node:crypto'
import { ArchivePanel } from '@/components/channels/settings/archive-panel'
import { EditPanel } from '@/components/channels/settings/edit-panel'
import { permits } from '@/lib/access/permits'
import { getRemains } from '@/lib/channels/queries'
import { pageChannel } from '../page-channel'
import { archiveChannelAction, editChannelAction } from './actions'
import { FreezeSettings } from './frozen'

/** What Kagiban itself says of a channel, and the ways to freeze and to archive it. */
export async function ChannelSettings({ channelId }: { channelId: string }) {
  const { actor, channel } = await pageChannel(channelId)
  const remains = await getRemains(actor, channel.id)
  return (
    <>
      <EditPanel
        channel={channel}
        may={permits(actor, 'channel.edit', channel.id)}
        action={editChannelAction}
        submission={randomUUID()}
      />
      <FreezeSettings channelId={channel.id} />
      {!channel.archivedAt && (
        <ArchivePanel
          channel={channel}
          remains={remains}
          may={permits(actor, 'channel.archive', channel.id)}
          action={archiveChannelAction}
          submission={randomUUID()}
        />
      )}
    </>
  )
}

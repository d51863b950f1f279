import { randomUUID } from 'node:crypto'
import { ArchivedNotice } from '@/components/channels/settings/archived-notice'
import { permits } from '@/lib/access/permits'
import { pageChannel } from '../page-channel'
import { restoreChannelAction } from './actions'

/** What each page of an archived channel says first. */
export async function Archived({ channelId }: { channelId: string }) {
  const { actor, channel } = await pageChannel(channelId)
  if (!channel.archivedAt) return null
  return (
    <ArchivedNotice
      channelId={channel.id}
      archivedAt={channel.archivedAt}
      may={permits(actor, 'channel.restore', channel.id)}
      action={restoreChannelAction}
      submission={randomUUID()}
    />
  )
}

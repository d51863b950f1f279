import { randomUUID } from 'node:crypto'
import { FreezePanel } from '@/components/channels/freeze/freeze-panel'
import { FrozenNotice } from '@/components/channels/freeze/frozen-notice'
import { permits } from '@/lib/access/permits'
import { pageChannel, pageFreeze } from '../page-channel'
import { freezeChannelAction, unfreezeChannelAction } from './actions'

/** What each page of a channel says while nothing is issued for it. */
export async function Frozen({ channelId }: { channelId: string }) {
  const [{ actor, channel }, freeze] = await Promise.all([pageChannel(channelId), pageFreeze(channelId)])
  if (!freeze) return null
  return (
    <FrozenNotice
      channelId={channel.id}
      freeze={freeze}
      may={permits(actor, 'channel.unfreeze', channel.id)}
      action={unfreezeChannelAction}
      submission={randomUUID()}
    />
  )
}

/** The way to freeze a channel or to open an incident for it; an archived one issues nothing anyway. */
export async function FreezeSettings({ channelId }: { channelId: string }) {
  const [{ actor, channel }, freeze] = await Promise.all([pageChannel(channelId), pageFreeze(channelId)])
  if (channel.archivedAt) return null
  return (
    <FreezePanel
      channelId={channel.id}
      freeze={freeze}
      may={{
        freeze: permits(actor, 'channel.freeze', channel.id),
        open: permits(actor, 'incident.open', channel.id),
      }}
      action={freezeChannelAction}
      submission={randomUUID()}
    />
  )
}

import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ChannelHead } from '@/components/channels/channel-head'
import { ChannelSummary } from '@/components/channels/channel-summary'
import { ChannelTabs } from '@/components/channels/channel-tabs'
import { CredentialNotice } from '@/components/channels/credential-notice'
import { countLive, slotKinds } from '@/components/channels/slot-kinds'
import { permits } from '@/lib/access/permits'
import { listSigningKeys } from '@/lib/keys/queries'
import { getSlots } from '@/lib/tokens/slots/queries'
import { getWatch } from '@/lib/tokens/watch/queries'
import { pageChannel, pageFreeze, pageTokens } from './page-channel'
import { Archived } from './settings/archived'
import { Frozen } from './settings/frozen'

type Props = { params: Promise<{ channelId: string }>; children: ReactNode }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { channel } = await pageChannel((await params).channelId)
  return { title: { default: channel.name, template: `%s · ${channel.name} · Kagiban` } }
}

/** What every page of one channel shares: its head, its tabs, and its summary beside them. */
export default async function ChannelLayout({ params, children }: Props) {
  const { actor, channel } = await pageChannel((await params).channelId)
  const [{ tokens, unheld }, keys, known, watch, freeze] = await Promise.all([
    pageTokens(channel.id),
    listSigningKeys(actor, channel.id),
    getSlots(actor, channel.id),
    getWatch(actor, channel.id),
    pageFreeze(channel.id),
  ])
  const activeKey = keys.find((key) => key.state === 'active')
  return (
    <>
      <ChannelHead
        channel={channel}
        incident={freeze?.incident ?? null}
        mayOpen={permits(actor, 'incident.open', channel.id)}
      />
      <Archived channelId={channel.id} />
      <Frozen channelId={channel.id} />
      <CredentialNotice channel={channel} activeKey={activeKey} />
      <ChannelTabs channelId={channel.id} tokens={countLive(tokens.live, unheld)} signingKeys={keys.length} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_288px]">
        <div className="grid min-w-0 gap-4">{children}</div>
        <ChannelSummary
          channel={channel}
          slots={slotKinds(tokens.live, unheld, new Date())}
          known={known}
          watch={watch}
          activeKey={activeKey}
        />
      </div>
    </>
  )
}

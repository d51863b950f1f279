import type { Metadata } from 'next'
import { getWords } from '@/lib/words/server'
import { ChannelSettings } from './channel-settings'

type Props = { params: Promise<{ channelId: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('channels'))('tabs.settings') }
}

/** What is set of a channel. */
export default async function ChannelSettingsPage({ params }: Props) {
  const { channelId } = await params
  return <ChannelSettings channelId={channelId} />
}

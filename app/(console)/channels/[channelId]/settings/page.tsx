import type { Metadata } from 'next'
import { getWords } from '@/lib/words/server'
import { ChannelCredentials } from './channel-credentials'
import { ChannelSettings } from './channel-settings'

type Props = {
  params: Promise<{ channelId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('channels'))('tabs.settings') }
}

/** What is set of a channel: its credentials, what Kagiban says of it, and the ways to freeze and to archive it. */
export default async function ChannelSettingsPage({ params, searchParams }: Props) {
  const [{ channelId }, search] = await Promise.all([params, searchParams])
  return (
    <>
      <ChannelCredentials channelId={channelId} replacing={search.secret !== undefined} />
      <ChannelSettings channelId={channelId} />
    </>
  )
}

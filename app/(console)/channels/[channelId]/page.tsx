import { redirect } from 'next/navigation'

/** A channel opens at its tokens. */
export default async function ChannelPage({ params }: { params: Promise<{ channelId: string }> }) {
  redirect(`/channels/${(await params).channelId}/tokens`)
}

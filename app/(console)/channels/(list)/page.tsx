import type { Metadata } from 'next'
import { z } from 'zod'
import { AddChannel } from '@/components/channels/add-channel'
import { ChannelList } from '@/components/channels/channel-list'
import { NoChannels } from '@/components/channels/no-channels'
import { PageHead } from '@/components/shell/page-head'
import { permits } from '@/lib/access/permits'
import { listChannels } from '@/lib/channels/queries'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../../page-actor'

// A place that is none begins the list anew.
const place = z.object({ after: z.uuid().optional().catch(undefined), before: z.uuid().optional().catch(undefined) })

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('channels'))('title') }
}

/** All channels by name, 50 a page. */
export default async function ChannelsPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const [actor, query, words] = await Promise.all([pageActor('channel.read'), searchParams, getWords('channels')])
  const page = await listChannels(actor, place.parse(query))
  const mayAdd = permits(actor, 'channel.register')
  if (page.total === 0)
    return (
      <>
        <PageHead title={words('title')} />
        <NoChannels mayAdd={mayAdd} />
      </>
    )
  return (
    <>
      <PageHead title={words('title')} actions={<AddChannel mayAdd={mayAdd} />} />
      <ChannelList page={page} />
    </>
  )
}

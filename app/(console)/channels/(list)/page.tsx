import type { Metadata } from 'next'
import { AddChannel } from '@/components/channels/list/add-channel'
import { FILTERS } from '@/components/channels/list/address'
import { ChannelFilters } from '@/components/channels/list/channel-filters'
import { ChannelList } from '@/components/channels/list/channel-list'
import { NoChannels } from '@/components/channels/list/no-channels'
import { NoneFound } from '@/components/channels/list/none-found'
import { PageHead } from '@/components/shell/page-head'
import { permits } from '@/lib/access/permits'
import { findFilterChoices } from '@/lib/channels/list/choices'
import { listChannels } from '@/lib/channels/list/list-channels'
import { channelFilter } from '@/lib/channels/schema'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../../page-actor'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('channels'))('title') }
}

/** The channels that the address asks for, in its order, 50 a page. */
export default async function ChannelsPage({ searchParams }: Props) {
  const [actor, query, words] = await Promise.all([pageActor('channel.read'), searchParams, getWords('channels')])
  const filter = channelFilter.parse(query)
  const [page, choices] = await Promise.all([listChannels(actor, filter), findFilterChoices(actor)])
  const filtered = FILTERS.some((name) => filter[name])
  const mayAdd = permits(actor, 'channel.register')
  if (page.total === 0 && !filtered && (await listChannels(actor, { state: 'archived' })).total === 0)
    return (
      <>
        <PageHead title={words('title')} />
        <NoChannels mayAdd={mayAdd} />
      </>
    )
  return (
    <>
      <PageHead title={words('title')} actions={<AddChannel mayAdd={mayAdd} />} />
      <ChannelFilters filter={filter} choices={choices} />
      {page.total === 0 ? (
        <NoneFound filtered={filtered} />
      ) : (
        <ChannelList
          page={page}
          filter={filter}
          may={{
            start: permits(actor, 'job.start'),
            issue: permits(actor, 'token.issue'),
            openIncident: permits(actor, 'incident.open'),
          }}
        />
      )}
    </>
  )
}

import { notFound } from 'next/navigation'
import { cache } from 'react'
import 'server-only'
import { z } from 'zod'
import type { PersonActor } from '@/lib/access/actor'
import { getChannel } from '@/lib/channels/queries'
import type { ChannelView } from '@/lib/channels/schema'
import { isRefusal } from '@/lib/errors'
import { pageActor } from '../../page-actor'

/** The channel an address names and the person who looks; shows "not found" for what is no channel of ours. */
export const pageChannel = cache(async (channelId: string): Promise<{ actor: PersonActor; channel: ChannelView }> => {
  const actor = await pageActor('channel.read')
  if (!z.uuid().safeParse(channelId).success) notFound()
  try {
    return { actor, channel: await getChannel(actor, channelId) }
  } catch (error) {
    if (isRefusal(error) && error.code === 'not_found') notFound()
    throw error
  }
})

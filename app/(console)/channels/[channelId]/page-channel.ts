import { notFound } from 'next/navigation'
import { cache } from 'react'
import 'server-only'
import { z } from 'zod'
import type { PersonActor } from '@/lib/access/actor'
import { findFreeze, getChannel } from '@/lib/channels/queries'
import type { ChannelView } from '@/lib/channels/schema'
import { isRefusal } from '@/lib/errors'
import { listTokens, listUnheldKeyIds } from '@/lib/tokens/queries'
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

/** Why nothing is issued for the channel now; its head, its tokens and its settings say so. */
export const pageFreeze = cache(async (channelId: string) => {
  const { actor } = await pageChannel(channelId)
  return findFreeze(actor, channelId)
})

/** The channel's tokens and the key IDs that are none of ours: its page lists them, and the summary beside it counts them. */
export const pageTokens = cache(async (channelId: string) => {
  const { actor } = await pageChannel(channelId)
  const [tokens, unheld] = await Promise.all([listTokens(actor, channelId), listUnheldKeyIds(actor, channelId)])
  return { tokens, unheld }
})

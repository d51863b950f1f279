'use server'

import { registerChannel } from '@/lib/channels/register'
import { serverAction } from '@/lib/server-action'

export const registerChannelAction = serverAction(registerChannel, {
  keep: ['lineChannelId', 'name', 'type', 'environment', 'tags', 'owner'],
  goTo: ({ result }) => `/channels/${result.channelId}/keys`,
})

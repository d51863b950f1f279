'use server'

import { registerChannel } from '@/lib/channels/register'
import { serverAction } from '@/lib/server-action'

export const registerChannelAction = serverAction(registerChannel, {
  keep: ['lineChannelId', 'name', 'type', 'environment', 'tags', 'owner'],
  beside: { lineClientSecretInvalid: 'channelSecret', lineChannelUnknown: 'lineChannelId' },
  goTo: ({ result }) => `/channels/${result.channelId}/keys`,
})

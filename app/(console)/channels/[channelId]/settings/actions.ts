'use server'

import { replaceSecret } from '@/lib/channels/replace-secret'
import { checkChannel } from '@/lib/keys/check'
import { serverAction } from '@/lib/server-action'

export const checkChannelAction = serverAction(checkChannel, { show: ({ result }) => result })
export const replaceSecretAction = serverAction(replaceSecret, {
  beside: { lineClientSecretInvalid: 'channelSecret' },
  goTo: ({ result }) => `/channels/${result.channelId}/settings`,
})

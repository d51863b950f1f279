'use server'

import { archiveChannel } from '@/lib/channels/archive'
import { editChannel } from '@/lib/channels/edit'
import { freezeChannel } from '@/lib/channels/freeze'
import { replaceSecret } from '@/lib/channels/replace-secret'
import { restoreChannel } from '@/lib/channels/restore'
import { unfreezeChannel } from '@/lib/channels/unfreeze'
import { checkChannel } from '@/lib/keys/check'
import { serverAction } from '@/lib/server-action'

export const checkChannelAction = serverAction(checkChannel, { show: ({ result }) => result })
export const replaceSecretAction = serverAction(replaceSecret, {
  beside: { lineClientSecretInvalid: 'channelSecret' },
  goTo: ({ result }) => `/channels/${result.channelId}/settings`,
})
export const editChannelAction = serverAction(editChannel, {
  keep: ['name', 'type', 'environment', 'tags', 'owner', 'shown'],
  show: () => true as const,
})
export const archiveChannelAction = serverAction(archiveChannel, { keep: ['confirm'] })
export const freezeChannelAction = serverAction(freezeChannel, { keep: ['reason'] })
export const unfreezeChannelAction = serverAction(unfreezeChannel)
export const restoreChannelAction = serverAction(restoreChannel)

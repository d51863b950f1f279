'use server'

import { archiveChannel } from '@/lib/channels/archive'
import { editChannel } from '@/lib/channels/edit'
import { restoreChannel } from '@/lib/channels/restore'
import { serverAction } from '@/lib/server-action'

export const editChannelAction = serverAction(editChannel, {
  keep: ['name', 'type', 'environment', 'tags', 'owner', 'shown'],
  show: () => true as const,
})
export const archiveChannelAction = serverAction(archiveChannel, { keep: ['confirm'] })
export const restoreChannelAction = serverAction(restoreChannel)

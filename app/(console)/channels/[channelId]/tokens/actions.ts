'use server'

import { serverAction } from '@/lib/server-action'
import { issueToken } from '@/lib/tokens/issue'
import { revokeToken } from '@/lib/tokens/revoke'
import { syncChannel } from '@/lib/tokens/sync'
import { verifyToken } from '@/lib/tokens/verify'

export const issueTokenAction = serverAction(issueToken, {
  keep: ['purpose', 'life'],
  redraw: false,
  // The one answer that shows an issued token; nothing can read it back.
  show: ({ result, reveal }) => ({
    value: reveal?.expose() ?? null,
    keyId: result.keyId,
    expiresAt: result.expiresAt.toISOString(),
  }),
})
export const verifyTokenAction = serverAction(verifyToken, { show: ({ result }) => result })
export const revokeTokenAction = serverAction(revokeToken, { show: ({ result }) => result })
export const syncChannelAction = serverAction(syncChannel, { show: ({ result }) => result })

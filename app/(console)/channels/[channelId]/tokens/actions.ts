'use server'

import { serverAction } from '@/lib/server-action'
import { issueToken } from '@/lib/tokens/issue'
import { revokeToken } from '@/lib/tokens/revoke'
import type { IssuedView, VerdictView } from '@/lib/tokens/schema'
import { syncChannel } from '@/lib/tokens/sync'
import { verifyToken } from '@/lib/tokens/verify'

export const issueTokenAction = serverAction(issueToken, {
  keep: ['purpose', 'life'],
  redraw: false,
  // The one answer that shows an issued token; nothing can read it back.
  show: ({ result, reveal }): IssuedView => ({
    value: reveal?.expose() ?? null,
    kind: 'v2.1',
    keyId: result.keyId,
    expiresAt: result.expiresAt.toISOString(),
    oldest: null,
  }),
})
export const verifyTokenAction = serverAction(verifyToken, { show: ({ result }): VerdictView => result })
export const revokeTokenAction = serverAction(revokeToken, { show: ({ result }) => result })
export const syncChannelAction = serverAction(syncChannel, { show: ({ result }) => result })

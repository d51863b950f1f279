'use server'

import { after } from 'next/server'
import { serverAction } from '@/lib/server-action'
import { importToken } from '@/lib/tokens/import'
import { issueToken } from '@/lib/tokens/issue'
import { revokeToken } from '@/lib/tokens/revoke'
import type { IssuedView } from '@/lib/tokens/schema'
import { syncChannel } from '@/lib/tokens/sync'
import { verifyToken } from '@/lib/tokens/verify'
import { verifyOldest } from './verify-oldest'

/** Of a secret on file LINE's no means that it was reissued, not that it was mistyped. */
const instead = { lineClientSecretInvalid: 'channelSecretReissued' }

export const issueTokenAction = serverAction(issueToken, {
  keep: ['kind', 'proof', 'purpose', 'owner', 'reason', 'life', 'lifeAmount', 'lifeUnit', 'oldest'],
  instead,
  redraw: false,
  // The one answer that shows an issued token; nothing can read it back.
  show: ({ result: { kind, keyId, expiresAt, oldest }, reveal }, actor): IssuedView => {
    // Once the answer is on its way: the value it carries is seen nowhere else, and LINE may be slow.
    if (oldest && reveal) after(() => verifyOldest(actor, oldest))
    return {
      ...{ kind, keyId, expiresAt },
      value: reveal?.expose() ?? null,
      oldest: oldest && { purpose: oldest.purpose },
    }
  },
})
export const importTokenAction = serverAction(importToken, {
  keep: ['purpose', 'owner'],
  show: ({ result }) => result,
})
export const verifyTokenAction = serverAction(verifyToken, { show: ({ result }) => result })
export const huntTokenAction = serverAction(revokeToken, { keep: ['confirm'], instead, show: ({ result }) => result })
export const revokeTokenAction = serverAction(revokeToken, {
  keep: ['confirm'],
  // Of a token that is held the revoke is not forgotten.
  instead: {
    ...instead,
    ...{ lineUnreachable: 'revokeGoesOn', lineUnavailable: 'revokeGoesOn', lineNoAnswer: 'revokeGoesOn' },
    ...{ lineRateLimited: 'revokePutOff', linePaused: 'revokePutOff' },
  },
  show: ({ result }) => result,
})
export const syncChannelAction = serverAction(syncChannel, { show: ({ result }) => result })

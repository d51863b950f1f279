'use server'

import { randomUUID } from 'node:crypto'
import type { LookedUp } from '@/components/tokens/paste/desk'
import { serverAction } from '@/lib/server-action'
import { identifyToken } from '@/lib/tokens/identify'
import { importToken } from '@/lib/tokens/import'
import { revokeToken } from '@/lib/tokens/revoke'
import { verifyToken } from '@/lib/tokens/verify'

export const identifyTokenAction = serverAction(identifyToken, {
  // The forms that follow are new ones each time, and each acts once.
  show: ({ result }): LookedUp => ({
    ...result,
    next: { verify: randomUUID(), import: randomUUID(), revoke: randomUUID() },
  }),
})
export const verifyPastedAction = serverAction(verifyToken, { show: ({ result }) => result })
export const takeInPastedAction = serverAction(importToken, {
  keep: ['channelId', 'purpose', 'owner'],
  show: ({ result }) => result,
})
export const revokePastedAction = serverAction(revokeToken, {
  // Of a secret on file LINE's no means that it was reissued, not that it was mistyped.
  instead: { lineClientSecretInvalid: 'channelSecretReissued' },
  show: ({ result }) => result,
})

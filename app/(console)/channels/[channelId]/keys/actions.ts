'use server'

import { activateKey } from '@/lib/keys/activate'
import { generateKey } from '@/lib/keys/generate'
import { importKey } from '@/lib/keys/import'
import { retireKey } from '@/lib/keys/retire'
import { serverAction } from '@/lib/server-action'

export const generateKeyAction = serverAction(generateKey)
export const activateKeyAction = serverAction(activateKey, {
  keep: ['kid'],
  beside: { lineSigningKeyUnknown: 'kid' },
})
export const importKeyAction = serverAction(importKey, {
  keep: ['kid'],
  beside: { lineSigningKeyUnknown: 'kid', lineSigningKeyForeign: 'kid', lineAssertionRefused: 'kid' },
  goTo: ({ result }) => `/channels/${result.channelId}/keys`,
})
export const retireKeyAction = serverAction(retireKey, {
  keep: ['typedKid'],
  goTo: ({ result }) => `/channels/${result.channelId}/keys`,
})

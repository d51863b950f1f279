'use server'

import { activateKey } from '@/lib/keys/activate'
import { generateKey } from '@/lib/keys/generate'
import { serverAction } from '@/lib/server-action'

export const generateKeyAction = serverAction(generateKey)
export const activateKeyAction = serverAction(activateKey, {
  keep: ['kid'],
  beside: { lineSigningKeyUnknown: 'kid' },
})

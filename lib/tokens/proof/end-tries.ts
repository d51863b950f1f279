import 'server-only'
import { z } from 'zod'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import type { Json } from '@/lib/history/event'
import { asJson } from '@/lib/operations/store'
import { lockHeldToken } from '../held'
import { storedTokenInput } from '../schema'
import { type KeptProof, UNPROVABLE } from './schema'

/** Why nobody looks for proof of a revoke any more: its token ended by itself, or it cannot be proven. */
export const ENDS = ['expired', ...UNPROVABLE] as const

/** Ends the tries to prove a revoke, and says on the token and in the history why. */
export const endTries = localChange('token.revoke', {
  input: storedTokenInput.extend({ why: z.enum(ENDS) }),

  async prepare(tx, _actor, { channelId, tokenId, why }) {
    const { label, kind, keyId, state, expiresAt } = await lockHeldToken(tx, channelId, tokenId)
    if (state !== 'revoking') throw new Refusal('conflict', 'notBeingRevoked')
    const row = await tx.token.findUniqueOrThrow({ where: { id: tokenId }, select: { proof: true, proofTries: true } })
    const kept = (row.proof as unknown as KeptProof | null) ?? { accepted: null, list: null }
    const at = new Date().toISOString()
    const until = expiresAt?.toISOString() ?? null
    const expired = why === 'expired'
    const proof: KeptProof = expired ? { ...kept, expired: { at: until ?? at } } : { ...kept, unprovable: { at, why } }
    await tx.token.update({ where: { id: tokenId }, data: { proof: asJson(proof), nextProofAt: null } })
    return {
      subject: { channelId, target: { type: 'token', id: tokenId, label }, detail: { kind, keyId } },
      result: null,
      detail: {
        ...(expired ? { endedByItself: until } : { proven: false, unprovable: why, until }),
        tries: row.proofTries,
      } as { [name: string]: Json },
    }
  },
})

import 'server-only'
import { z } from 'zod'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { open, type Sealed } from '@/lib/sealing/seal'
import type { Secret } from '@/lib/sealing/secret'
import { endSession } from './end-session'
import { idTokenContext } from './id-token-context'

/**
 * Ends the session of the person who asks. The result is the ID token, with which the identity provider can be asked to
 * end its session too; undefined when it was not kept.
 */
export const closeSession = localChange('session.close', {
  input: z.object({}),
  prepare: async (tx, actor) => {
    if (actor.kind !== 'person') throw new Refusal('forbidden', 'forbidden')
    const id = actor.sessionId
    const session = await tx.session.findUnique({ where: { id }, select: { sealedIdToken: true, sealingKeyId: true } })
    const { sealedIdToken: jwe, sealingKeyId: keyId } = session ?? {}
    const idToken = jwe && keyId ? await openIfPossible(id, { jwe, keyId }) : undefined
    await endSession(tx, id, new Date())
    return { subject: { target: { type: 'user', id: actor.id, label: actor.name } }, result: { idToken } }
  },
})

/** The ID token is a courtesy to the identity provider: one that does not open must keep nobody signed in. */
async function openIfPossible(sessionId: string, sealed: Sealed): Promise<Secret | undefined> {
  try {
    return await open(idTokenContext(sessionId), sealed)
  } catch (error) {
    log('warn', 'session.id_token', faultFields(error))
    return undefined
  }
}

import 'server-only'
import { z } from 'zod'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { open } from '@/lib/sealing/seal'
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
    const idToken = jwe && keyId ? await open(idTokenContext(id), { jwe, keyId }) : undefined
    await endSession(tx, id, new Date())
    return { subject: { target: { type: 'user', id: actor.id, label: actor.name } }, result: { idToken } }
  },
})

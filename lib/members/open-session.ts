import 'server-only'
import { localChange } from '@/lib/change'
import { newId } from '@/lib/db/id'
import { Refusal } from '@/lib/errors'
import { seal } from '@/lib/sealing/seal'
import { endSession } from './end-session'
import { idTokenContext } from './id-token-context'
import { openSessionInput } from './schema'

/**
 * Opens a session for a person whom the identity provider has just vouched for, and takes their name and roles over from
 * it. Refuses a disabled person (`forbidden`, reason `disabled`).
 */
export const openSession = localChange('session.open', {
  input: openSessionInput,
  prepare: async (tx, _actor, input) => {
    const now = new Date()
    const { issuer, subject, name, email, roles, sessionId: id } = input
    const user = await tx.user.upsert({
      where: { issuer_subject: { issuer, subject } },
      create: { id: newId(), issuer, subject, name, email, roles, lastSignInAt: now },
      update: { name, email, roles, lastSignInAt: now },
      select: { id: true, disabledAt: true },
    })
    if (user.disabledAt) throw new Refusal('forbidden', 'disabled')
    if (input.replaces) await endSession(tx, input.replaces, now)
    const sealed = await seal(idTokenContext(id), input.idToken)
    await tx.session.create({
      data: {
        id,
        userId: user.id,
        createdAt: now,
        lastSeenAt: now,
        // A provider whose clock runs ahead must not make a sign-in fresh for longer.
        authenticatedAt: new Date(Math.min(input.authenticatedAt.getTime(), now.getTime())),
        providerSid: input.providerSid,
        sealedIdToken: sealed.jwe,
        sealingKeyId: sealed.keyId,
      },
    })
    return {
      subject: { target: { type: 'user', id: user.id, label: name }, detail: { roles } },
      result: { userId: user.id },
    }
  },
})

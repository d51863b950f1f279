import 'server-only'
import { localChange } from '@/lib/change'
import { endSession } from './end-session'
import { refuseSessionInput } from './schema'

/**
 * Turns a person away whom the identity provider vouched for, so that the history has it. Who has lost every group loses
 * their roles in other browsers at once, and the session this browser had ends, for another person may sit there now.
 */
export const refuseSession = localChange('session.refuse', {
  input: refuseSessionInput,
  prepare: async (tx, _actor, { issuer, subject, name, reason, replaces }) => {
    const user = await tx.user.findUnique({ where: { issuer_subject: { issuer, subject } }, select: { id: true } })
    if (user && reason === 'no_role') await tx.user.update({ where: { id: user.id }, data: { roles: [] } })
    if (replaces) await endSession(tx, replaces, new Date())
    return {
      subject: { target: { type: 'user', id: user?.id ?? subject, label: name }, detail: { reason } },
      result: { refused: reason },
    }
  },
})

import 'server-only'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { holdHead } from './head'
import { releaseInput } from './schema'

/** Ends a hold; it stays on record. */
export const releaseHistory = localChange('history.release', {
  input: releaseInput,

  async prepare(tx, _actor, { id, by }) {
    await holdHead(tx)
    const hold = await tx.legalHold.findFirst({ where: { id, liftedAt: null }, select: { reason: true } })
    if (!hold) throw new Refusal('not_found', 'holdNotFound')
    await tx.legalHold.update({ where: { id }, data: { liftedAt: new Date() } })
    return { subject: { target: { type: 'hold', id, label: hold.reason }, detail: { by } }, result: { id } }
  },
})

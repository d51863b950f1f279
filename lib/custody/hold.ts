import 'server-only'
import { localChange } from '@/lib/change'
import { newId } from '@/lib/db/id'
import { holdHead } from './head'
import { holdInput } from './schema'

/** Keeps all of the history, however old, until the hold is released. */
export const holdHistory = localChange('history.hold', {
  input: holdInput,

  async prepare(tx, _actor, { reason, by }) {
    await holdHead(tx)
    const id = newId()
    await tx.legalHold.create({ data: { id, reason, setBy: by, setAt: new Date() } })
    return { subject: { target: { type: 'hold', id, label: reason }, detail: { by } }, result: { id } }
  },
})

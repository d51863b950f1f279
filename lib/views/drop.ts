import 'server-only'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { dropViewInput } from './schema'

/** Forgets a view of the person's own. */
export const dropView = localChange('history.dropView', {
  input: dropViewInput,

  async prepare(tx, actor, { viewId }) {
    const view = await tx.savedView.findFirst({ where: { id: viewId, userId: actor.id }, select: { name: true } })
    if (!view) throw new Refusal('not_found', 'viewNotFound')
    await tx.savedView.delete({ where: { id: viewId } })
    return { subject: { target: { type: 'view', id: viewId, label: view.name } }, result: null }
  },
})

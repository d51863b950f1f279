import 'server-only'
import { localChange } from '@/lib/change'
import { newId } from '@/lib/db/id'
import { Refusal } from '@/lib/errors'
import { MOST_VIEWS, saveViewInput } from './schema'

/** Keeps a filter of the history under a name of the person's own. */
export const saveView = localChange('history.saveView', {
  input: saveViewInput,

  async prepare(tx, actor, { name, query }) {
    if (query === '') throw new Refusal('invalid', 'viewEmpty')
    // One at a time for each person, so that two tabs cannot pass the most together.
    await tx.$queryRaw`SELECT FROM "User" WHERE "id" = ${actor.id}::uuid FOR UPDATE`
    const kept = await tx.savedView.findMany({ where: { userId: actor.id }, select: { name: true } })
    if (kept.some((view) => view.name === name))
      throw new Refusal('conflict', 'viewNameTaken', { field: 'name', values: { name } })
    if (kept.length >= MOST_VIEWS) throw new Refusal('conflict', 'viewsFull', { values: { most: MOST_VIEWS } })
    const id = newId()
    await tx.savedView.create({ data: { id, userId: actor.id, name, query, createdAt: new Date() } })
    return { subject: { target: { type: 'view', id, label: name }, detail: { query } }, result: { query } }
  },
})

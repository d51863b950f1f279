import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { MOST_VIEWS, type SavedViewView } from './schema'

/** The views of the person themselves, by name. */
export async function listViews(actor: Actor): Promise<SavedViewView[]> {
  demand(actor, 'history.read')
  if (actor.kind !== 'person') return []
  return database().savedView.findMany({
    where: { userId: actor.id },
    orderBy: { name: 'asc' },
    take: MOST_VIEWS,
    select: { id: true, name: true, query: true },
  })
}

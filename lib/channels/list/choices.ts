import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'

/** How many a list of choices may hold. */
const CHOICES = 100

/** The owners and the tags of the channels that are not archived, to choose from; null where they are too many for that. */
export async function findFilterChoices(actor: Actor): Promise<{ owners: string[] | null; tags: string[] | null }> {
  demand(actor, 'channel.read')
  const [owners, tags] = await Promise.all([
    database().$queryRaw<{ word: string }[]>`
      SELECT DISTINCT owner AS word FROM "Channel" WHERE "archivedAt" IS NULL ORDER BY word LIMIT ${CHOICES + 1}`,
    database().$queryRaw<{ word: string }[]>`
      SELECT DISTINCT unnest(tags) AS word FROM "Channel" WHERE "archivedAt" IS NULL ORDER BY word LIMIT ${CHOICES + 1}`,
  ])
  const few = (found: { word: string }[]) => (found.length > CHOICES ? null : found.map(({ word }) => word))
  return { owners: few(owners), tags: few(tags) }
}

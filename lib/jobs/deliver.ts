import 'server-only'
import type { PersonActor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { Refusal } from '@/lib/errors'
import { type Delivery, MOST_RECEIVED } from './schema'

/**
 * The issued values of a job that wait for its starter, and for nobody else, at most 100; each is encrypted to the key of
 * the browser the job was started in. Those that browser says it has (`received`) are erased first; of those a person has
 * `taken` from there it is kept that they are not lost.
 */
export async function takeDeliveries(
  actor: PersonActor,
  jobId: string,
  received: readonly string[],
  taken: readonly string[] = [],
): Promise<Delivery[]> {
  demand(actor, 'token.issue')
  const job = await database().job.findUnique({ where: { id: jobId }, select: { startedById: true } })
  if (job?.startedById !== actor.id) throw new Refusal('not_found', 'jobNotFound')
  if (received.length > 0)
    await database().jobItem.updateMany({ where: { jobId, id: { in: [...received] } }, data: { delivery: null } })
  if (taken.length > 0)
    await database().$executeRaw`
      UPDATE "JobItem" SET result = result || '{"taken": true}'
      WHERE "jobId" = ${jobId}::uuid AND id = ANY(${[...taken]}::uuid[]) AND state = 'done' AND result ? 'tokenId'`
  const rows = await database().$queryRaw<Delivery[]>`
    SELECT i.id AS "itemId", i."channelId", c.name AS "channelName", c."lineChannelId", i.delivery AS jwe
    FROM "JobItem" i JOIN "Channel" c ON c.id = i."channelId"
    WHERE i."jobId" = ${jobId}::uuid AND i.delivery IS NOT NULL ORDER BY i.position LIMIT ${MOST_RECEIVED}`
  return rows
}

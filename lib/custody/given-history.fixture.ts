import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { appendEvent } from '@/lib/history/append'
import type { World } from '@/sandbox/world'

/** So many events, the last one with a checkpoint; answers its place. */
export async function givenEvents(count: number): Promise<number> {
  const actor = { ...systemActor('start'), roles: [] }
  for (let made = 1; made < count; made++)
    await transaction((tx) => appendEvent(tx, { name: 'channel.edit', outcome: 'done', actor }))
  return Number(await transaction((tx) => appendEvent(tx, { name: 'key.retire', outcome: 'done', actor })))
}

/** Time passes: what there is was written 500 days ago. Nobody can do that without switching the triggers off. */
export const letAge = (world: World) =>
  world.asOwner(
    'ALTER TABLE "Event" DISABLE TRIGGER USER',
    `UPDATE "Event" SET at = at - interval '500 days'`,
    'ALTER TABLE "Event" ENABLE TRIGGER USER',
  )

/** All checkpoints have left. */
export const letLeave = () => database().checkpointDelivery.updateMany({ data: { deliveredAt: new Date() } })

/** As a history was kept before there were keys for it. */
export const forgetKeys = (world: World) =>
  world.asOwner(
    ...['EventMac', 'Checkpoint'].map((table) => `ALTER TABLE "${table}" DISABLE TRIGGER USER`),
    'TRUNCATE "EventMac", "Checkpoint" CASCADE',
    ...['EventMac', 'Checkpoint'].map((table) => `ALTER TABLE "${table}" ENABLE TRIGGER USER`),
    `DELETE FROM "SealingKey" WHERE purpose IN ('history', 'checkpoint')`,
  )

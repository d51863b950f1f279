import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { database } from '@/lib/db/client'

const BATCH = 5_000

/**
 * Removes what was decided to go and is still there, a few thousand events at a time; answers how many went. Ended at any
 * moment it goes on where it was the next time. Stops at a hold: that keeps whatever is there.
 */
export async function removePruned(onProgress: (removed: number) => void = () => {}): Promise<number> {
  await letVerifyingEnd()
  let removed = 0
  for (;;) {
    const events = await database().$executeRaw`
      DELETE FROM "Event" WHERE seq IN (
        SELECT seq FROM "Event" WHERE seq <= (SELECT max(seq) FROM "HistoryAnchor") ORDER BY seq LIMIT ${BATCH})
      AND NOT EXISTS (SELECT FROM "LegalHold" WHERE "liftedAt" IS NULL)`
    // Those of events that went before, too, for whoever was killed between the two.
    const macs = await database().$executeRaw`
      DELETE FROM "EventMac" WHERE seq IN (
        SELECT m.seq FROM "EventMac" m WHERE m.seq <= (SELECT max(seq) FROM "HistoryAnchor")
          AND NOT EXISTS (SELECT FROM "Event" e WHERE e.seq = m.seq) ORDER BY m.seq LIMIT ${BATCH})`
    if (events === 0 && macs === 0) return removed
    removed += events
    onProgress(removed)
  }
}

/** A stretch that was begun before the cut was decided would take what goes for missing; the next one knows of the cut. */
async function letVerifyingEnd(): Promise<void> {
  const held = () => database().historyCheck.findFirst({ where: { heldUntil: { gt: new Date() } } })
  const first = await held()
  if (!first) return
  while ((await held())?.heldUntil?.getTime() === first.heldUntil?.getTime()) await sleep(100)
}

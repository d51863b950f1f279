import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import { Refusal } from '@/lib/errors'
import { readChannels } from './read-channels'

/** An open incident, its row locked until the transaction ends, with when all of it was done; refuses any other. */
export async function lockOpenIncident(tx: Tx, incidentId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Incident" WHERE id = ${incidentId}::uuid FOR UPDATE`
  const incident = await tx.incident.findUnique({
    where: { id: incidentId },
    select: { id: true, reason: true, drill: true, openedAt: true, safeAt: true, closedAt: true },
  })
  if (!incident) throw new Refusal('not_found', 'incidentNotFound')
  if (incident.closedAt) throw new Refusal('conflict', 'incidentClosed')
  const channels = await readChannels(tx, incident, new Date())
  return { ...incident, channels, doneAt: doneAtOf(channels) }
}

/** When the last step of the last channel was done; null while one is not. */
export function doneAtOf(channels: readonly { safeAt: Date | null }[]): Date | null {
  const times = channels.map(({ safeAt }) => safeAt)
  if (times.length === 0 || times.includes(null)) return null
  return new Date(Math.max(...times.map((at) => at?.getTime() ?? 0)))
}

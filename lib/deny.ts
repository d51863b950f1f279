import 'server-only'
import type { Actor } from '@/lib/access/actor'
import type { Permission } from '@/lib/access/permissions'
import { transaction } from '@/lib/db/transaction'
import { appendEvent } from '@/lib/history/append'
import { faultFields, log } from '@/lib/log'

/** Writes to the history that somebody asked for what their roles do not allow. */
export async function recordDenial(actor: Actor, permission: Permission, channelId?: string): Promise<void> {
  const { kind, id, name, roles, ip } = actor
  try {
    await transaction((tx) =>
      appendEvent(tx, { name: permission, outcome: 'denied', actor: { kind, id, name, roles, ip }, channelId }),
    )
  } catch (error) {
    // A denial that cannot be written is still a denial.
    log('error', 'denial.unwritten', { change: permission, ...faultFields(error) })
  }
}

import 'server-only'
import { Refusal } from '@/lib/errors'
import type { Actor, SystemName } from './actor'
import { PERMISSIONS, type Permission, rolesPermit } from './permissions'

/** What Kagiban may do by itself: no more than the name is for. Who has its command line has its database too. */
const SYSTEM_PERMITS: Record<SystemName, readonly Permission[]> = {
  'sign-in': ['session.open', 'session.refuse'],
  start: [],
  settler: ['token.revoke', 'token.verify', 'job.end'],
  watcher: ['channel.watch', 'channel.sync'],
  verifier: ['history.check'],
  'command line': PERMISSIONS,
}

/** True when this actor may do this; `channelId` narrows it once there are grants. Anyone may end their own session. */
export function permits(actor: Actor, permission: Permission, _channelId?: string): boolean {
  if (actor.kind === 'system') return SYSTEM_PERMITS[actor.name].includes(permission)
  return permission === 'session.close' || rolesPermit(actor.roles, permission)
}

/** Refuses when the actor may not; the first line of every read. */
export function demand(actor: Actor, permission: Permission, channelId?: string): void {
  if (!permits(actor, permission, channelId)) throw new Refusal('forbidden', 'forbidden', { values: { permission } })
}

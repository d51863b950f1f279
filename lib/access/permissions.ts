/** The roles a person can hold, as a set; admin does not imply operator. */
export const ROLES = ['viewer', 'auditor', 'operator', 'admin'] as const
export type Role = (typeof ROLES)[number]

const everyone: readonly Role[] = ROLES
const operators: readonly Role[] = ['operator', 'admin']
const admins: readonly Role[] = ['admin']
const nobody: readonly Role[] = []

/**
 * The one word list: each word is the permission checked, the event recorded and the label shown, with the roles that
 * hold it. What no role holds is done by the system only.
 */
const HOLDERS = {
  'channel.read': everyone,
  'token.read': everyone,
  'key.read': everyone,
  'history.read': everyone,
  'history.readAll': ['auditor', 'admin'],
  'history.export': ['auditor', 'admin'],
  'history.prune': nobody,
  'history.hold': nobody,
  'history.release': nobody,
  'history.adopt': nobody,
  'history.verify': ['auditor', 'admin'],
  'history.check': nobody,
  'history.saveView': everyone,
  'history.dropView': everyone,
  'channel.register': operators,
  'channel.edit': operators,
  'channel.sync': operators,
  'channel.check': operators,
  'channel.watch': nobody,
  'channel.freeze': operators,
  'channel.unfreeze': operators,
  'channel.archive': admins,
  'channel.restore': admins,
  'secret.replace': operators,
  'key.generate': operators,
  'key.import': operators,
  'key.activate': operators,
  'key.retire': operators,
  'token.issue': ['operator'],
  'token.import': ['operator'],
  'token.identify': operators,
  'token.verify': operators,
  'token.revoke': operators,
  'job.start': operators,
  'job.cancel': operators,
  'job.end': nobody,
  'incident.open': operators,
  'incident.step': operators,
  'incident.close': operators,
  'session.open': nobody,
  'session.refuse': nobody,
  'session.close': everyone,
  'settings.read': admins,
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof HOLDERS
export const PERMISSIONS = Object.keys(HOLDERS) as Permission[]

/** True when one of these roles holds the permission. */
export function rolesPermit(roles: readonly Role[], permission: Permission): boolean {
  const holders: readonly Role[] = HOLDERS[permission]
  return roles.some((role) => holders.includes(role))
}

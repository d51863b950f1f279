import 'server-only'
import { StartRefused } from '@/lib/errors'
import { ROLES, type Role } from './permissions'

const isRole = (word: string): word is Role => (ROLES as readonly string[]).includes(word)

/**
 * Reads KAGIBAN_ROLE_GROUPS (`line-admins=admin,line-ops=operator`; a group may stand more than once). The role is what
 * follows the last `=`, as a group's own name may hold one. Throws `StartRefused` for a word that is no role.
 */
export function parseRoleGroups(text: string): (readonly [group: string, role: Role])[] {
  return text.split(',').map((pair) => {
    const at = pair.lastIndexOf('=')
    const group = pair.slice(0, Math.max(at, 0)).trim()
    const role = pair.slice(at + 1).trim()
    if (!group || !isRole(role))
      throw new StartRefused(`KAGIBAN_ROLE_GROUPS must be pairs of group=role with the roles ${ROLES.join(', ')}.`)
    return [group, role] as const
  })
}

/** The roles that these groups give, as a set in the order of `ROLES`. Anything but texts in the claim gives none. */
export function rolesFromGroups(groups: unknown, roleGroups: string): Role[] {
  const held = new Set(Array.isArray(groups) ? groups : [groups])
  const given = parseRoleGroups(roleGroups).flatMap(([group, role]) => (held.has(group) ? [role] : []))
  return ROLES.filter((role) => given.includes(role))
}

/**
 * Looks a claim up by its own name (`groups`, `https://example.com/groups`), else as a path into objects
 * (`realm_access.roles`, as Keycloak has it).
 */
export function claimAt(claims: object, name: string): unknown {
  const own = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
  return own(claims, name) ?? name.split('.').reduce<unknown>(own, claims)
}

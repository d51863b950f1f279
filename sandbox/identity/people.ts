/** Somebody the stand-in lets in, with the roles their groups give in Kagiban. */
export interface SandboxPerson {
  id: string
  name: string
  email: string
  groups: readonly string[]
  roles: readonly ('viewer' | 'auditor' | 'operator' | 'admin')[]
}

const email = (id: string) => `${id}@example.test`

/** One person per role, one with two roles, and one with none. */
export const PEOPLE: readonly SandboxPerson[] = [
  { id: 'tanaka', name: 'Tanaka Aiko', email: email('tanaka'), groups: ['line-admins', 'staff'], roles: ['admin'] },
  { id: 'sato', name: 'Sato Mayu', email: email('sato'), groups: ['line-operators', 'staff'], roles: ['operator'] },
  {
    id: 'somchai',
    name: 'Somchai Wongsuwan',
    email: email('somchai'),
    groups: ['line-auditors', 'staff'],
    roles: ['auditor'],
  },
  {
    id: 'nattaya',
    name: 'Nattaya Srisuk',
    email: email('nattaya'),
    groups: ['line-viewers', 'staff'],
    roles: ['viewer'],
  },
  {
    id: 'kobayashi',
    name: '小林 蓮',
    email: email('kobayashi'),
    groups: ['line-operators', 'line-auditors', 'staff'],
    roles: ['operator', 'auditor'],
  },
  { id: 'mori', name: 'Mori Haruka', email: email('mori'), groups: ['staff'], roles: [] },
]

/** KAGIBAN_ROLE_GROUPS for these people. */
export const ROLE_GROUPS = 'line-admins=admin,line-operators=operator,line-auditors=auditor,line-viewers=viewer'

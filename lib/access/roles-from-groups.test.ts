import { describe, expect, it } from 'vitest'
import { StartRefused } from '@/lib/errors'
import { claimAt, parseRoleGroups, rolesFromGroups } from './roles-from-groups'

const MAP =
  'line-admins=admin, line-ops=operator,line-audit=auditor,line-view=viewer,line-leads=operator,line-leads=auditor'

describe('rolesFromGroups', () => {
  it.each([
    [['line-admins', 'staff'], ['admin']],
    [
      ['line-ops', 'line-audit'],
      ['auditor', 'operator'],
    ],
    [['line-leads'], ['auditor', 'operator']],
    [
      ['line-ops', 'line-leads', 'line-ops'],
      ['auditor', 'operator'],
    ],
    ['line-view', ['viewer']],
    [['staff'], []],
    [[], []],
    [undefined, []],
    [null, []],
    [{ 'line-admins': true }, []],
    [[['line-admins']], []],
    [['LINE-ADMINS', 'line-admins ', 'admin'], []],
    ['line-admins,line-ops', []],
  ])('%o gives %o', (groups, roles) => {
    expect(rolesFromGroups(groups, MAP)).toEqual(roles)
  })

  it('never takes a role from a name of Object.prototype', () => {
    expect(rolesFromGroups(['constructor', '__proto__', 'toString'], MAP)).toEqual([])
  })
})

describe('parseRoleGroups', () => {
  it('takes the role after the last equals sign', () => {
    expect(parseRoleGroups('cn=admins=admin')).toEqual([['cn=admins', 'admin']])
  })

  it.each(['', 'line-admins', 'line-admins=', '=admin', 'line-admins=root', 'a=admin,', 'a=admin,b'])(
    'refuses %o',
    (text) => {
      expect(() => parseRoleGroups(text)).toThrow(StartRefused)
    },
  )
})

describe('claimAt', () => {
  const claims = {
    groups: ['a'],
    'https://example.com/groups': ['b'],
    'dotted.name': ['c'],
    realm_access: { roles: ['d'] },
  }

  it.each([
    ['groups', ['a']],
    ['https://example.com/groups', ['b']],
    ['dotted.name', ['c']],
    ['realm_access.roles', ['d']],
    ['realm_access.none', undefined],
    ['groups.length.x', undefined],
    ['constructor', undefined],
    ['realm_access.constructor', undefined],
  ])('%s', (name, value) => {
    expect(claimAt(claims, name)).toEqual(value)
  })
})

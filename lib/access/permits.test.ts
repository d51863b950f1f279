import { expect, it } from 'vitest'
import { testDatabase } from '@/sandbox/database/test-database'
import { systemActor } from './actor'
import { PERMISSIONS } from './permissions'
import { permits } from './permits'
import { signedIn } from './testing'

testDatabase()

it('lets a person do what their roles hold, and no more', async () => {
  const viewer = await signedIn(['viewer'])
  expect(permits(viewer, 'channel.read')).toBe(true)
  expect(permits(viewer, 'token.revoke')).toBe(false)
  const admin = await signedIn(['admin'])
  expect(permits(admin, 'token.revoke')).toBe(true)
  expect(permits(admin, 'token.issue')).toBe(false)
})

it('lets nobody but the sign-in open a session, and anybody end their own', async () => {
  const everything = await signedIn(['viewer', 'auditor', 'operator', 'admin'])
  expect(permits(everything, 'session.open')).toBe(false)
  const nobody = await signedIn([])
  expect(PERMISSIONS.filter((permission) => permits(nobody, permission))).toEqual(['session.close'])
})

it('lets Kagiban do by itself only what each name is for', () => {
  expect(PERMISSIONS.filter((permission) => permits(systemActor('sign-in'), permission))).toEqual([
    'session.open',
    'session.refuse',
  ])
  expect(PERMISSIONS.filter((permission) => permits(systemActor('settler'), permission))).toEqual([
    'token.verify',
    'token.revoke',
    'job.end',
  ])
  expect(PERMISSIONS.filter((permission) => permits(systemActor('watcher'), permission))).toEqual([
    'channel.sync',
    'channel.watch',
  ])
})

import { describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { testDatabase } from '@/sandbox/database/test-database'
import { checkSession } from './session'
import { newSid, sessionIdOf } from './session-cookie'
import { givenSession } from './testing'

testDatabase()

const START = new Date('2026-11-02T01:00:00Z')
const later = (minutes: number, ms = 0) => new Date(START.getTime() + minutes * 60_000 + ms)

const rowOf = (sid: string) => database().session.findUniqueOrThrow({ where: { id: sessionIdOf(sid) } })

/** A session that was seen every twenty minutes until `minutes`. */
async function keptUntil(minutes: number): Promise<string> {
  const sid = await givenSession(['operator'], { at: START })
  await database().session.update({ where: { id: sessionIdOf(sid) }, data: { lastSeenAt: later(minutes) } })
  return sid
}

describe('checkSession', () => {
  it('answers the person and their roles', async () => {
    const sid = await givenSession(['operator', 'auditor'], { name: '小林 蓮', at: START })
    const session = await checkSession(sid, later(1))
    expect(session).toMatchObject({ name: '小林 蓮', roles: ['auditor', 'operator'], authenticatedAt: START })
    expect(JSON.stringify(session)).not.toContain(sid)
  })

  it('knows nobody without a session id, with another one, or with the id of a row', async () => {
    const sid = await givenSession(['viewer'], { at: START })
    for (const wrong of [undefined, '', newSid(), sessionIdOf(sid)])
      expect(await checkSession(wrong, START)).toBe('none')
  })

  it('ends after 30 minutes in which nothing happened, and not before', async () => {
    const sid = await givenSession(['viewer'], { at: START })
    expect(await checkSession(sid, later(30))).toBe('idle')
    expect((await rowOf(sid)).lastSeenAt).toEqual(START)
    expect(await checkSession(sid, later(30, -1))).toMatchObject({ roles: ['viewer'] })
    expect(await checkSession(sid, later(59))).toMatchObject({ roles: ['viewer'] })
  })

  it('ends 10 hours after it was opened, however busy', async () => {
    const sid = await keptUntil(595)
    expect(await checkSession(sid, later(600, -1))).toMatchObject({ roles: ['operator'] })
    expect(await checkSession(sid, later(600))).toBe('absolute')
  })

  it('is touched at most once a minute', async () => {
    const sid = await givenSession(['viewer'], { at: START })
    await checkSession(sid, later(1, -1))
    expect((await rowOf(sid)).lastSeenAt).toEqual(START)
    await checkSession(sid, later(1))
    expect((await rowOf(sid)).lastSeenAt).toEqual(later(1))
    await checkSession(sid, later(0))
    expect((await rowOf(sid)).lastSeenAt).toEqual(later(1))
  })

  it('ends with the very next request after it was revoked', async () => {
    const sid = await givenSession(['admin'], { at: START })
    expect(await checkSession(sid, later(1))).toMatchObject({ roles: ['admin'] })
    await database().session.update({ where: { id: sessionIdOf(sid) }, data: { revokedAt: later(1) } })
    const answers = await Promise.all(Array.from({ length: 50 }, () => checkSession(sid, later(2))))
    expect(new Set(answers)).toEqual(new Set(['revoked']))
    expect((await rowOf(sid)).lastSeenAt).toEqual(later(1))
  })

  it('ends when the person is disabled, and follows their roles at once', async () => {
    const sid = await givenSession(['operator'], { at: START })
    const { userId } = await rowOf(sid)
    await database().user.update({ where: { id: userId }, data: { roles: ['viewer', 'root'] } })
    expect(await checkSession(sid, later(1))).toMatchObject({ roles: ['viewer'] })
    await database().user.update({ where: { id: userId }, data: { roles: [] } })
    expect(await checkSession(sid, later(1))).toMatchObject({ roles: [] })
    await database().user.update({ where: { id: userId }, data: { disabledAt: later(1) } })
    expect(await checkSession(sid, later(1))).toBe('disabled')
  })
})

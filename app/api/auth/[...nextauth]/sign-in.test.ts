import { randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { actorOfSession } from '@/lib/access/actor'
import { sessionIdOf } from '@/lib/access/session-cookie'
import { givenSession } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { idTokenContext } from '@/lib/members/id-token-context'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { open } from '@/lib/sealing/seal'
import { testDatabase } from '@/sandbox/database/test-database'
import { ROLE_GROUPS } from '@/sandbox/identity/people'
import { signIn } from './sign-in'

testDatabase()

const CANARY = 'eyJ.canary-id-token.sig'
const claims = (more: object = {}) => ({
  iss: 'https://id.example.test',
  sub: randomUUID(),
  name: 'Sato Mayu',
  email: 'sato@example.test',
  groups: ['line-operators', 'staff'],
  auth_time: 1_790_000_000,
  sid: 'provider-sid',
  ...more,
})

beforeAll(async () => {
  vi.stubEnv('KAGIBAN_ROOT_KEY', randomBytes(32).toString('base64url'))
  vi.stubEnv('KAGIBAN_ROLE_GROUPS', ROLE_GROUPS)
  await openKeyring()
})

const eventsOf = (targetId: string) =>
  database().event.findMany({
    where: { targetId },
    orderBy: { seq: 'asc' },
    select: { name: true, outcome: true, body: true },
  })

async function come(who: object, oldSid?: string) {
  const answer = await signIn(who, { idToken: CANARY, oldSid, ip: '192.0.2.7' })
  if ('refused' in answer) throw new Error(`refused: ${answer.refused}`)
  const actor = await actorOfSession(answer.sid)
  if (typeof actor === 'string') throw new Error(actor)
  return { sid: answer.sid, actor }
}

describe('signing in', () => {
  it('makes the person and a session, and writes it to the history', async () => {
    const who = claims()
    const { sid, actor } = await come(who)
    expect(actor).toMatchObject({ kind: 'person', name: 'Sato Mayu', roles: ['operator'] })
    const row = await database().session.findUniqueOrThrow({ where: { id: sessionIdOf(sid) }, include: { user: true } })
    expect(row.user).toMatchObject({ issuer: who.iss, subject: who.sub, email: who.email })
    expect(row).toMatchObject({
      providerSid: 'provider-sid',
      authenticatedAt: new Date(1_790_000_000_000),
      revokedAt: null,
    })
    const [event] = await eventsOf(actor.id)
    expect(event).toMatchObject({ name: 'session.open', outcome: 'done' })
    expect(event?.body).toContain('192.0.2.7')
    expect(JSON.stringify([row, event])).not.toContain(sid)
  })

  it('lets in whoever has a name that PostgreSQL could not hold as it is', async () => {
    const cut = await come(claims({ name: `${'あ'.repeat(199)}😀` }))
    expect(cut.actor.name).toBe('あ'.repeat(199))
    const odd = await come(claims({ name: ' Sato\0\ud800\u001bMayu ' }))
    expect(odd.actor.name).toBe('Sato Mayu')
  })

  it('keeps the ID token sealed for its own session', async () => {
    const { sid } = await come(claims())
    const row = await database().session.findUniqueOrThrow({ where: { id: sessionIdOf(sid) } })
    expect(JSON.stringify(row)).not.toContain('canary')
    const sealed = { jwe: row.sealedIdToken ?? '', keyId: row.sealingKeyId ?? '' }
    expect((await open(idTokenContext(row.id), sealed)).expose()).toBe(CANARY)
    await expect(open(idTokenContext(sessionIdOf('another')), sealed)).rejects.toThrow('another place')
  })

  it('takes name and roles over each time, for one and the same person', async () => {
    const who = claims()
    const first = await come(who)
    const second = await come({ ...who, name: '佐藤 真由', groups: ['line-viewers', 'line-auditors'] })
    expect(second.actor).toMatchObject({ id: first.actor.id, name: '佐藤 真由', roles: ['viewer', 'auditor'] })
    expect(await actorOfSession(first.sid)).toMatchObject({ roles: ['viewer', 'auditor'] })
  })

  it('gives the same person of another provider a user of their own', async () => {
    const who = claims()
    const first = await come(who)
    const second = await come({ ...who, iss: 'https://other.example.test' })
    expect(second.actor.id).not.toBe(first.actor.id)
  })

  it('ends the session it replaces', async () => {
    const who = claims()
    const first = await come(who)
    await come(who, first.sid)
    expect(await actorOfSession(first.sid)).toBe('revoked')
  })

  it.each([
    [undefined, new Date(0)],
    ['soon', new Date(0)],
    [-5, new Date(0)],
  ])('counts auth_time %o as long ago', async (authTime, expected) => {
    const { sid } = await come(claims({ auth_time: authTime }))
    const row = await database().session.findUniqueOrThrow({ where: { id: sessionIdOf(sid) } })
    expect(row.authenticatedAt).toEqual(expected)
  })

  it('never takes an auth_time from the future', async () => {
    const { sid } = await come(claims({ auth_time: Date.now() / 1000 + 3600 }))
    const row = await database().session.findUniqueOrThrow({ where: { id: sessionIdOf(sid) } })
    expect(row.authenticatedAt.getTime()).toBeLessThanOrEqual(Date.now())
  })

  it('can be done by many at once', async () => {
    const who = claims()
    const all = await Promise.all(Array.from({ length: 8 }, () => come(who)))
    expect(new Set(all.map(({ actor }) => actor.id)).size).toBe(1)
    expect(new Set(all.map(({ sid }) => sid)).size).toBe(8)
  })
})

describe('a refused sign-in', () => {
  it('without a role is in the history, and leaves no person behind', async () => {
    const who = claims({ groups: ['staff'] })
    expect(await signIn(who, { idToken: CANARY })).toEqual({ refused: 'no_role' })
    expect(await database().user.count({ where: { subject: who.sub } })).toBe(0)
    const [event] = await eventsOf(who.sub)
    expect(event).toMatchObject({ name: 'session.refuse', outcome: 'done' })
    expect(event?.body).toContain('no_role')
    expect(event?.body).not.toContain('canary')
  })

  it('takes the roles of who lost every group, in other browsers too', async () => {
    const who = claims()
    const elsewhere = await come(who)
    const here = await givenSession(['viewer'])
    expect(await signIn({ ...who, groups: [] }, { idToken: CANARY, oldSid: here })).toEqual({ refused: 'no_role' })
    expect(await actorOfSession(elsewhere.sid)).toMatchObject({ roles: [] })
    expect(await actorOfSession(here)).toBe('revoked')
  })

  it('of a disabled person changes nothing but the history', async () => {
    const who = claims()
    const { actor } = await come(who)
    await database().user.update({ where: { id: actor.id }, data: { disabledAt: new Date() } })
    expect(await signIn({ ...who, groups: ['line-admins'] }, { idToken: CANARY })).toEqual({ refused: 'disabled' })
    const user = await database().user.findUniqueOrThrow({ where: { id: actor.id }, include: { sessions: true } })
    expect(user).toMatchObject({ roles: ['operator'], sessions: [{}] })
    expect((await eventsOf(actor.id)).map(({ name }) => name)).toEqual(['session.open', 'session.refuse'])
  })
})

import { randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { actorOfSession, systemActor } from '@/lib/access/actor'
import { newSid, sessionIdOf } from '@/lib/access/session-cookie'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { perform } from '@/lib/perform'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { testDatabase } from '@/sandbox/database/test-database'
import { closeSession } from './close-session'
import { openSession } from './open-session'
import { refuseSession } from './refuse-session'

const CANARY = 'eyJ.canary-id-token.sig'

testDatabase()
beforeAll(async () => {
  vi.stubEnv('KAGIBAN_ROOT_KEY', randomBytes(32).toString('base64url'))
  await openKeyring()
})

const person = () => ({ issuer: 'https://id.example.test', subject: randomUUID(), name: 'Sato Mayu', email: null })

async function come(who = person()) {
  const sid = newSid()
  await perform(systemActor('sign-in'), openSession, {
    ...{ ...who, roles: ['operator' as const], sessionId: sessionIdOf(sid), idToken: CANARY },
    ...{ authenticatedAt: new Date(), providerSid: null, replaces: null },
  })
  const actor = await actorOfSession(sid)
  if (typeof actor === 'string') throw new Error(actor)
  return { sid, actor }
}

const eventsOf = async (targetId: string) => {
  const events = await database().event.findMany({ where: { targetId }, orderBy: { seq: 'asc' } })
  return events.map(({ name, outcome }) => `${name} ${outcome}`)
}

describe('opening a session', () => {
  it('needs more than a person: only the sign-in may open a session', async () => {
    const admin = await signedIn(['admin', 'operator'])
    const { issuer, subject, name, email } = person()
    const input = {
      ...{ issuer, subject, name, email, roles: ['admin' as const], sessionId: sessionIdOf('x'), idToken: CANARY },
      ...{ authenticatedAt: new Date(), providerSid: null, replaces: null },
    }
    await expect(perform(admin, openSession, input)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await database().user.count({ where: { subject } })).toBe(0)
  })

  it('is as impossible to refuse by hand', async () => {
    const admin = await signedIn(['admin'])
    const input = { ...person(), reason: 'no_role' as const, replaces: null }
    await expect(perform(admin, refuseSession, input)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('closing a session', () => {
  it('ends it, forgets the ID token, gives it back once, and is in the history', async () => {
    const { sid, actor } = await come()
    const { result } = await perform(actor, closeSession, {})
    expect(result.idToken?.expose()).toBe(CANARY)
    expect(await actorOfSession(sid)).toBe('revoked')
    const row = await database().session.findUniqueOrThrow({ where: { id: sessionIdOf(sid) } })
    expect(row).toMatchObject({ sealedIdToken: null, sealingKeyId: null })
    expect(await eventsOf(actor.id)).toEqual(['session.open done', 'session.close done'])
    expect((await perform(actor, closeSession, {})).result.idToken).toBeUndefined()
  })

  it('ends it also when the ID token does not open any more', async () => {
    const { sid, actor } = await come()
    await database().session.update({ where: { id: sessionIdOf(sid) }, data: { sealedIdToken: 'eyJ.moved' } })
    expect((await perform(actor, closeSession, {})).result.idToken).toBeUndefined()
    expect(await actorOfSession(sid)).toBe('revoked')
  })

  it('ends no other session of the person, and works without a role', async () => {
    const who = person()
    const one = await come(who)
    const other = await come(who)
    await database().user.update({ where: { id: one.actor.id }, data: { roles: [] } })
    await perform(one.actor, closeSession, {})
    expect(await actorOfSession(other.sid)).toMatchObject({ id: one.actor.id })
  })

  it('is nothing Kagiban does by itself', async () => {
    await expect(perform(systemActor('sign-in'), closeSession, {})).rejects.toMatchObject({ code: 'forbidden' })
  })
})

import { expect, expectTypeOf, it } from 'vitest'
import { testDatabase } from '@/sandbox/database/test-database'
import { type Actor, actorOfSession, type PersonActor, systemActor } from './actor'
import { sessionIdOf } from './session-cookie'
import { givenSession } from './testing'

testDatabase()

it('is made from a session that holds, and from nothing else', async () => {
  const sid = await givenSession(['operator'], { name: 'Sato Mayu' })
  const actor = await actorOfSession(sid, { ip: '192.0.2.7' })
  expect(actor).toMatchObject({ kind: 'person', name: 'Sato Mayu', roles: ['operator'], ip: '192.0.2.7' })
  expect(actor).toHaveProperty('sessionId', sessionIdOf(sid))
  expect(JSON.stringify(actor)).not.toContain(sid)
  expect(await actorOfSession('made-up')).toBe('none')
})

it('cannot be a mere object', () => {
  // @ts-expect-error only actor.ts makes an Actor
  const forged: Actor = { kind: 'system', id: 'start', name: 'start', roles: [] }
  expectTypeOf<{ kind: 'person'; id: string; name: string; roles: []; sessionId: string }>().not.toExtend<PersonActor>()
  expectTypeOf(systemActor('start')).toExtend<Actor>()
  expect(forged.kind).toBe('system')
})

import { randomUUID } from 'node:crypto'
import 'server-only'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { actorOfSession, type PersonActor } from './actor'
import type { Role } from './permissions'
import { newSid, sessionIdOf } from './session-cookie'

/** For tests: a person with a session of their own, as rows in the database; answers the session id of the cookie. */
export async function givenSession(
  roles: readonly Role[],
  { name = 'Test Person', at = new Date() }: { name?: string; at?: Date } = {},
): Promise<string> {
  const sid = newSid()
  const userId = newId()
  const times = { createdAt: at, lastSeenAt: at, authenticatedAt: at }
  await database().user.create({
    data: { id: userId, issuer: 'https://id.test', subject: randomUUID(), name, roles: [...roles], lastSignInAt: at },
  })
  await database().session.create({ data: { id: sessionIdOf(sid), userId, ...times } })
  return sid
}

/** For tests: an Actor made the only way there is one, from a session in the database. */
export async function signedIn(roles: readonly Role[], options?: { name?: string }): Promise<PersonActor> {
  const actor = await actorOfSession(await givenSession(roles, options))
  if (typeof actor === 'string') throw new Error(`the session does not hold: ${actor}`)
  return actor
}

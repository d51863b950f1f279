import { headers } from 'next/headers'
import { cache } from 'react'
import 'server-only'
import { database } from '@/lib/db/client'
import { Refusal } from '@/lib/errors'
import { addressFrom } from './address'
import { ROLES, type Role } from './permissions'
import { checkSession, type SignedOutReason } from './session'
import { readSid } from './session-cookie'

declare const brand: unique symbol

/** The parts of Kagiban that act by themselves. */
export type SystemName = 'sign-in' | 'start' | 'settler' | 'watcher' | 'verifier' | 'command line'

/** A signed-in person. `sessionId` is the id of the session's row, never what the cookie holds. */
export interface PersonActor {
  readonly kind: 'person'
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly sessionId: string
  readonly ip?: string | undefined
  readonly [brand]: true
}

/** Kagiban itself; `id` is its name, as the history shows it. */
export interface SystemActor {
  readonly kind: 'system'
  readonly id: SystemName
  readonly name: SystemName
  readonly roles: readonly []
  readonly ip?: string | undefined
  readonly [brand]: true
}

/** Who acts. Only this file makes one, so a function that asks for an Actor cannot be handed a mere object. */
export type Actor = PersonActor | SystemActor

type Unbranded<A> = Omit<A, typeof brand>
const asPerson = (fields: Unbranded<PersonActor>) => fields as PersonActor
const asSystem = (fields: Unbranded<SystemActor>) => fields as SystemActor

/** Kagiban itself, acting under one of its names; `ip` when it acts upon somebody's request. */
export function systemActor(name: SystemName, ip?: string): SystemActor {
  return asSystem({ kind: 'system', id: name, name, roles: [], ip })
}

/** The person whose session this is, or why it is nobody's. `ip` is kept with what they do. */
export async function actorOfSession(
  sid: string | undefined,
  { ip, now }: { ip?: string | undefined; now?: Date } = {},
): Promise<PersonActor | SignedOutReason> {
  const session = await checkSession(sid, now)
  if (typeof session === 'string') return session
  const { userId: id, name, roles, sessionId } = session
  return asPerson({ kind: 'person', id, name, roles, sessionId, ip })
}

/**
 * The person a job was started by, for what is done after their request ended: with the roles they hold now, or null when
 * they may no longer sign in. `name` and `ip` are those of the request.
 */
export async function actorOfJob(
  userId: string,
  { ip }: { ip?: string | undefined } = {},
): Promise<PersonActor | null> {
  const user = await database().user.findUnique({
    where: { id: userId },
    select: { id: true, name: true, roles: true, disabledAt: true },
  })
  if (!user || user.disabledAt) return null
  const roles = ROLES.filter((role) => user.roles.includes(role))
  return asPerson({ kind: 'person', id: user.id, name: user.name, roles, sessionId: '', ip })
}

/** The person behind this request, or why there is none; looked up once per request. */
export const findActor = cache(
  async (): Promise<PersonActor | SignedOutReason> =>
    actorOfSession(await readSid(), { ip: addressFrom(await headers()) }),
)

/** The person behind this request. Throws a `signed_out` refusal whose reason says why there is none. */
export async function currentActor(): Promise<PersonActor> {
  const found = await findActor()
  if (typeof found === 'string') throw new Refusal('signed_out', found)
  return found
}

import 'server-only'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { ROLES, type Role } from './permissions'
import { sessionIdOf } from './session-cookie'

/** Why a request is nobody's: no session, idle too long, open too long, ended, or the person is disabled. */
export type SignedOutReason = 'none' | 'idle' | 'absolute' | 'revoked' | 'disabled'

/** The person behind a session that holds. */
export interface OpenSession {
  sessionId: string
  userId: string
  name: string
  roles: Role[]
  authenticatedAt: Date
}

const TOUCH_AFTER_MS = 60_000

/**
 * Decides whether a session id still holds, from its row and its person's row, on every request anew. Touches
 * `lastSeenAt` at most once a minute, so that reading pages does not become writing rows.
 */
export async function checkSession(sid: string | undefined, now = new Date()): Promise<OpenSession | SignedOutReason> {
  if (!sid) return 'none'
  const session = await database().session.findUnique({
    where: { id: sessionIdOf(sid) },
    select: {
      id: true,
      createdAt: true,
      lastSeenAt: true,
      authenticatedAt: true,
      revokedAt: true,
      user: { select: { id: true, name: true, roles: true, disabledAt: true } },
    },
  })
  if (!session) return 'none'
  if (session.revokedAt) return 'revoked'
  if (session.user.disabledAt) return 'disabled'
  if (ageMs(session.createdAt, now) >= env().KAGIBAN_SESSION_ABSOLUTE_HOURS * 3_600_000) return 'absolute'
  if (ageMs(session.lastSeenAt, now) >= env().KAGIBAN_SESSION_IDLE_MINUTES * 60_000) return 'idle'
  if (ageMs(session.lastSeenAt, now) >= TOUCH_AFTER_MS) await touch(session.id, now)
  return {
    sessionId: session.id,
    userId: session.user.id,
    name: session.user.name,
    roles: ROLES.filter((role) => session.user.roles.includes(role)),
    authenticatedAt: session.authenticatedAt,
  }
}

const ageMs = (since: Date, now: Date) => now.getTime() - since.getTime()

async function touch(id: string, now: Date): Promise<void> {
  // The condition keeps a slow request from setting the clock back, or from touching a session just ended.
  await database().session.updateMany({
    where: { id, revokedAt: null, lastSeenAt: { lt: now } },
    data: { lastSeenAt: now },
  })
}

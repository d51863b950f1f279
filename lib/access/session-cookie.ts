import { createHash, randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { decode } from 'next-auth/jwt'
import 'server-only'
import { env } from '@/lib/env'
import { sessionCookieName } from './cookie-name'

/** What the session cookie is written with, by next-auth at sign-in and by us when it ends. */
export function sessionCookie() {
  const url = env().KAGIBAN_URL
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: url.startsWith('https://') } as const
  return { name: sessionCookieName(url), options }
}

/** A new session id: 32 random bytes. Only the cookie ever holds it. */
export function newSid(): string {
  return randomBytes(32).toString('base64url')
}

/** The id of a session's row: the SHA-256 of its session id, so that who reads the table cannot sign in with it. */
export function sessionIdOf(sid: string): string {
  return createHash('sha256').update(sid).digest('base64url')
}

/** The session id in this request's cookie; undefined when there is none or it was not sealed by us. */
export async function readSid(): Promise<string | undefined> {
  const token = (await cookies()).get(sessionCookie().name)?.value
  if (!token) return undefined
  try {
    const content = await decode({ token, secret: env().KAGIBAN_SESSION_SECRET })
    return typeof content?.sid === 'string' ? content.sid : undefined
  } catch {
    // Sealed with another secret, changed or expired: the same as no cookie, and no reason to tell which.
    return undefined
  }
}

/** Takes the session cookie away; only where a response can still set cookies (actions and route handlers). */
export async function clearSessionCookie(): Promise<void> {
  const { name, options } = sessionCookie()
  ;(await cookies()).set({ name, value: '', maxAge: 0, ...options })
}

import { createHash, timingSafeEqual } from 'node:crypto'
import { cookies } from 'next/headers'
import 'server-only'
import { env } from '@/lib/env'

/**
 * The CSRF token that next-auth wrote into this browser's cookie (`token|sha256(token + secret)`), for a form of ours;
 * null when there is none, or one from before the secret was changed. A page cannot write that cookie itself.
 */
export async function readCsrfToken(): Promise<string | null> {
  const { KAGIBAN_URL, KAGIBAN_SESSION_SECRET } = env()
  const name = `${KAGIBAN_URL.startsWith('https://') ? '__Host-' : ''}next-auth.csrf-token`
  const [token, hash] = (await cookies()).get(name)?.value.split('|') ?? []
  if (!token || !hash) return null
  const expected = createHash('sha256').update(`${token}${KAGIBAN_SESSION_SECRET}`).digest()
  const given = Buffer.from(hash, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null
}

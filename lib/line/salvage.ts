import 'server-only'
import { Secret } from '@/lib/sealing/secret'

/**
 * The token and its key ID in what is left of an answer to an issue that could not be read: cut off, too long, or with a
 * content type that is not LINE's. A value whose end is missing is none. Null when there is no token in it.
 */
export function salvageToken(unread: Secret): { token: Secret; keyId: string | null } | null {
  const text = unread.expose()
  const token = /"access_token"\s*:\s*"([\w.+/=-]{20,})"/.exec(text)?.[1]
  if (!token) return null
  return { token: new Secret(token), keyId: /"key_id"\s*:\s*"([\w-]{1,64})"/.exec(text)?.[1] ?? null }
}

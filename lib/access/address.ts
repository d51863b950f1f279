import { isIP } from 'node:net'
import 'server-only'

/**
 * The address a request came from, as the nearest proxy (or Next itself) saw it: the last one of X-Forwarded-For, since
 * all before it are the caller's own words. Kept for the history; nothing is decided by it.
 */
export function addressFrom(headers: Pick<Headers, 'get'>): string | undefined {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim()
  return last && isIP(last) ? last : undefined
}

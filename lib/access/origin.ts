import 'server-only'
import { env } from '@/lib/env'

/**
 * True when a request comes from a page of our own. A missing Origin is a no: Next's own check lets an action without
 * one run.
 */
export function isOwnOrigin(headers: Pick<Headers, 'get'>): boolean {
  return headers.get('origin') === new URL(env().KAGIBAN_URL).origin
}

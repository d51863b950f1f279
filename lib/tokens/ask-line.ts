import 'server-only'
import { isLineError } from '@/lib/line/errors'
import { lineClient } from '@/lib/line/line-client'
import type { Secret } from '@/lib/sealing/secret'
import { SHORT_LIVED_SECONDS, type TokenKind } from './schema'

/** What LINE answered to a verify, as it is kept: times in ISO 8601, never the value. */
export interface Verdict {
  at: string
  verdict: 'live' | 'refused'
  status: number
  requestId: string | null
  expiresInSeconds: number | null
  scope: string[]
  /** LINE's channel ID of the token. */
  clientId: string | null
}

/** The two families of tokens at LINE, which verifies and revokes each at endpoints of its own. */
export type Family = 'jws' | 'opaque'

/** The family of a kind; stateless ones are a JWS too, but LINE documents neither verifying nor revoking them. */
export function familyOf(kind: TokenKind): Family {
  return kind === 'v2.1' || kind === 'stateless' ? 'jws' : 'opaque'
}

/** Asks LINE whether a token works; a 400 in LINE's own words is its answer that it does not. Changes nothing there. */
export async function askLine(family: Family, token: Secret): Promise<Verdict> {
  const at = new Date().toISOString()
  const client = lineClient()
  try {
    const { body, httpResponse, requestId } =
      family === 'jws'
        ? await client.verifyChannelTokenByJWTWithHttpInfo(token)
        : await client.verifyChannelTokenWithHttpInfo(token)
    return {
      at,
      verdict: 'live',
      status: httpResponse.status,
      requestId: requestId ?? null,
      expiresInSeconds: body.expires_in,
      scope: body.scope?.split(' ').filter(Boolean).sort() ?? [],
      clientId: body.client_id,
    }
  } catch (error) {
    if (!isLineError(error) || error.status !== 400) throw error
    // Something in between may say 400 too, and knows nothing of tokens: of those LINE says no with an OAuth error.
    if (error.lineCode === undefined) throw error
    const requestId = error.requestId ?? null
    return { at, verdict: 'refused', status: 400, requestId, expiresInSeconds: null, scope: [], clientId: null }
  }
}

/** The kind of a live token that is not ours, by the endpoint that knew it and the life LINE gives it. */
export function kindOf(family: Family, { verdict, expiresInSeconds }: Verdict): TokenKind | null {
  if (verdict === 'refused') return null
  if (family === 'jws') return 'v2.1'
  // LINE documents no mark of a long-lived token but that it does not end: it shows about 3.1e9 seconds.
  return (expiresInSeconds ?? 0) > SHORT_LIVED_SECONDS ? 'long-lived' : 'short-lived'
}

import { assertionOf, type BareChannel, bareClient, JWT_BEARER } from '../bare'

const LIFE_SECONDS = 3600

/** What one issue by a script gave, and how long its two calls alone took. */
export interface BareIssue {
  keyId: string
  callsMs: number
}

/**
 * Issues a v2.1 token as a bare script does: the same two calls as Kagiban makes, with the official client, an assertion
 * signed for each by a key that is in memory, and nothing stored.
 */
export async function issueBare(lineUrl: string, channel: BareChannel): Promise<BareIssue> {
  const client = bareClient(lineUrl)
  const listing = await assertionOf(channel)
  const listed = performance.now()
  const { kids } = await client.getsAllValidChannelAccessTokenKeyIds(JWT_BEARER, listing)
  const listMs = performance.now() - listed
  if (kids === undefined) throw new Error('LINE answered no list')
  const assertion = await assertionOf(channel, { token_exp: LIFE_SECONDS })
  const asked = performance.now()
  const { access_token, key_id } = await client.issueChannelTokenByJWT('client_credentials', JWT_BEARER, assertion)
  if (!access_token || !key_id) throw new Error('LINE answered no token')
  return { keyId: key_id, callsMs: listMs + performance.now() - asked }
}

import { channelAccessToken } from '@line/bot-sdk'
import { SignJWT } from 'jose'
import type { BareChannel } from './channels'

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
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
  const client = new channelAccessToken.ChannelAccessTokenClient({ baseURL: lineUrl })
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

function assertionOf({ lineChannelId, kid, privateKey }: BareChannel, claims: Record<string, unknown> = {}) {
  const exp = Math.floor(Date.now() / 1000) + 60
  return new SignJWT({ iss: lineChannelId, sub: lineChannelId, aud: 'https://api.line.me/', exp, ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .sign(privateKey)
}

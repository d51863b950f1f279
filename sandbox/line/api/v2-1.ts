import type { Line } from '../state'
import { type Answer, messageError, oauthError, required, rule } from './answers'
import { checkAssertion, tokenLife } from './assertion'
import { checkClientSecret } from './client-secret'
import * as tokens from './tokens'

const notJws = oauthError('invalid_request', 'The access token not JWS')
const malformed = oauthError('invalid_request', 'The access token malformed')

/** Issues a v2.1 token. The 31st is refused and nothing changes. */
export async function issueChannelTokenByJWT(line: Line, form: URLSearchParams): Promise<Answer> {
  rule(form.get('grant_type') === 'client_credentials')
  const { channel, claims } = await checkAssertion(line, form)
  const seconds = tokenLife(claims)
  // Not documented by LINE: the answer. That these types have no v2.1 tokens is.
  const hasKind = channel.type === 'messaging_api' || channel.type === 'module'
  rule(hasKind, messageError(400, 'This channel type cannot have channel access tokens v2.1'))
  const full = messageError(400, 'The maximum number of access tokens has already been issued')
  rule(tokens.liveTokens(line, channel.channelId, 'v2.1').length < tokens.slots, full)
  const { text, keyId } = tokens.issueToken(line, channel.channelId, 'v2.1', seconds)
  const body = { access_token: text, token_type: 'Bearer', expires_in: seconds, key_id: keyId }
  return { status: 200, body, channelId: channel.channelId, changed: true }
}

/** Verifies a v2.1 token. */
export function verifyChannelTokenByJWT(line: Line, query: URLSearchParams): Answer {
  const text = required(query, 'access_token')
  rule(text.split('.').length === 3, notJws)
  const claims = readToken(line, text)
  // Not documented by LINE: a JWS it did not issue, and a stateless token.
  rule(claims !== null && claims.kind === 'v2.1', malformed)
  rule(claims.expiresAt > line.now(), oauthError('invalid_request', 'The access token expired'))
  const token = tokens.findLiveToken(line, text, ['v2.1'])
  // This text stands in the LINE Login reference of the same path; for channel tokens only the 400 is certain.
  rule(token !== null, oauthError('invalid_request', 'The access token revoked'))
  const expiresIn = tokens.secondsLeft(line, token)
  const body = { client_id: token.channelId, expires_in: expiresIn, scope: 'profile chat_message.write' }
  return { status: 200, body, channelId: token.channelId }
}

/** Lists the key IDs of the live v2.1 tokens. Not documented by LINE: their order, which here is not that of issue. */
export async function getsAllValidChannelAccessTokenKeyIds(line: Line, query: URLSearchParams): Promise<Answer> {
  const { channel } = await checkAssertion(line, query)
  const kids = tokens.liveTokens(line, channel.channelId, 'v2.1').map((token) => token.keyId ?? '')
  return { status: 200, body: { kids: kids.sort() }, channelId: channel.channelId }
}

/**
 * Ends a v2.1 token. A 200 proves nothing: unknown and ended tokens get it too. Not documented by LINE: a wrong secret,
 * another channel's token and a stateless token; the last two get 200 here and live on.
 */
export function revokeChannelTokenByJWT(line: Line, form: URLSearchParams): Answer {
  const { channelId } = checkClientSecret(line, form, {
    unknownChannel: oauthError('invalid_client', 'invalid client_id'),
    wrongSecret: oauthError('invalid_client', 'invalid client_secret'),
  })
  const text = required(form, 'access_token')
  rule(text.split('.').length === 3, notJws)
  rule(tokens.hasJwsShape(text), malformed)
  const token = tokens.findLiveToken(line, text, ['v2.1'])
  if (token?.channelId !== channelId) return { status: 200, body: null, channelId }
  tokens.endToken(line, token)
  return { status: 200, body: null, channelId, changed: true }
}

function readToken(line: Line, text: string): tokens.TokenClaims | null {
  return tokens.hasJwsShape(text) ? tokens.readJws(line, text) : null
}

import type { Line } from '../state'
import { type Answer, oauthError, required, rule } from './answers'
import { checkClientSecret } from './client-secret'
import * as tokens from './tokens'

const wrongFormat = oauthError('invalid_request', 'some parameters in the wrong format')

/** Issues a short-lived token. The 31st ends the oldest live one, silently. */
export function issueChannelToken(line: Line, form: URLSearchParams): Answer {
  rule(form.get('grant_type') === 'client_credentials')
  const channelId = required(form, 'client_id')
  required(form, 'client_secret')
  // Observed in 2026 for an unknown channel too, where LINE's page says `invalid client_id`. Here each has its turn.
  rule(/^\d+$/.test(channelId), wrongFormat)
  checkClientSecret(line, form, {
    unknownChannel: oauthError('invalid_client', 'invalid client_id'),
    wrongSecret: oauthError('invalid_client', 'invalid client_secret'),
  })
  const live = tokens.liveTokens(line, channelId, 'short-lived')
  for (const token of live.slice(0, Math.max(0, live.length - tokens.slots + 1))) tokens.endToken(line, token)
  const { text } = tokens.issueToken(line, channelId, 'short-lived', tokens.shortLivedSeconds)
  const body = { access_token: text, expires_in: tokens.shortLivedSeconds, token_type: 'Bearer' }
  return { status: 200, body, channelId, changed: true }
}

/** Verifies a short-lived or long-lived token. Not documented by LINE: what it says of a token in JWS form. */
export function verifyChannelToken(line: Line, form: URLSearchParams): Answer {
  const text = required(form, 'access_token')
  rule(isBase64(text) || tokens.hasJwsShape(text), oauthError('invalid_request', 'access_token in invalid format'))
  const token = tokens.findLiveToken(line, text, ['short-lived', 'long-lived'])
  rule(token !== null, oauthError('invalid_request', 'access_token invalid'))
  const body = { client_id: token.channelId, expires_in: tokens.secondsLeft(line, token), scope: 'P CM' }
  return { status: 200, body, channelId: token.channelId }
}

/**
 * Ends a short-lived or long-lived token. A 200 proves nothing: unknown and ended tokens get it too. Not documented by
 * LINE: a token in JWS form, which here gets 200 and lives on, the worse of the two possible answers.
 */
export function revokeChannelToken(line: Line, form: URLSearchParams, rawBody: string): Answer {
  const malformed = oauthError('invalid_request')
  const text = required(form, 'access_token', malformed)
  rule(isBase64(text) || tokens.hasJwsShape(text), malformed)
  // Observed: a `+` or `/` that is not percent-encoded is refused. (Decoding has already made a space of such a `+`.)
  rule(!/(^|&)access_token=[^&]*[+/]/.test(rawBody), malformed)
  const token = tokens.findLiveToken(line, text, ['short-lived', 'long-lived'])
  if (!token) return { status: 200, body: null }
  tokens.endToken(line, token)
  return { status: 200, body: null, channelId: token.channelId, changed: true }
}

function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text)
}

import type { Channel, Line } from '../state'
import { type Answer, oauthError, rule } from './answers'
import { checkAssertion } from './assertion'
import { checkClientSecret } from './client-secret'
import { issueToken, statelessSeconds } from './tokens'

const invalidCredentials = oauthError('invalid_request', "Invalid 'client_credentials'.")

/**
 * Issues a stateless token: 15 minutes, no limit, no revoking. LINE's OpenAPI file takes one of two forms, never both;
 * an empty parameter counts as absent (callers are known to send empty ones). The life the assertion asks for is ignored.
 */
export async function issueStatelessChannelToken(line: Line, form: URLSearchParams): Promise<Answer> {
  rule(form.get('grant_type') === 'client_credentials')
  const { channelId } = await authenticate(line, form)
  const { text } = issueToken(line, channelId, 'stateless', statelessSeconds)
  const body = { token_type: 'Bearer', access_token: text, expires_in: statelessSeconds }
  return { status: 200, body, channelId, changed: true }
}

async function authenticate(line: Line, form: URLSearchParams): Promise<Channel> {
  const byAssertion = Boolean(form.get('client_assertion') || form.get('client_assertion_type'))
  const bySecret = Boolean(form.get('client_id') || form.get('client_secret'))
  rule(byAssertion !== bySecret)
  if (byAssertion) return (await checkAssertion(line, form)).channel
  return checkClientSecret(line, form, { unknownChannel: invalidCredentials, wrongSecret: invalidCredentials })
}

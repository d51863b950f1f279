import 'server-only'
import type { z } from 'zod'
import { issuedShortLived, issuedStateless, issuedV21, keyIds, revoked, verified } from './schema'

/** What LINE is asked with: `proof` is what stands for the channel, `changes` whether LINE's state can be altered. */
export type Call<Answer extends z.ZodType = z.ZodType> = {
  method: 'GET' | 'POST'
  path: string
  proof: 'secret' | 'assertion' | 'token'
  changes: boolean
  answer: Answer
}

const post = <Answer extends z.ZodType>(path: string, proof: Call['proof'], changes: boolean, answer: Answer) =>
  ({ method: 'POST', path, proof, changes, answer }) satisfies Call<Answer>
const get = <Answer extends z.ZodType>(path: string, proof: Call['proof'], answer: Answer) =>
  ({ method: 'GET', path, proof, changes: false, answer }) satisfies Call<Answer>

/** Every call of LINE's token API, under the name the official client gives it. */
export const CALLS = {
  issueChannelToken: post('/v2/oauth/accessToken', 'secret', true, issuedShortLived),
  verifyChannelToken: post('/v2/oauth/verify', 'token', false, verified),
  revokeChannelToken: post('/v2/oauth/revoke', 'token', true, revoked),
  issueChannelTokenByJWT: post('/oauth2/v2.1/token', 'assertion', true, issuedV21),
  verifyChannelTokenByJWT: get('/oauth2/v2.1/verify', 'token', verified),
  getsAllValidChannelAccessTokenKeyIds: get('/oauth2/v2.1/tokens/kid', 'assertion', keyIds),
  // By the channel secret, not by a JWT, in spite of LINE's name for it.
  revokeChannelTokenByJWT: post('/oauth2/v2.1/revoke', 'secret', true, revoked),
  issueStatelessChannelTokenByJWTAssertion: post('/oauth2/v3/token', 'assertion', true, issuedStateless),
  issueStatelessChannelTokenByClientSecret: post('/oauth2/v3/token', 'secret', true, issuedStateless),
}
export type CallName = keyof typeof CALLS
export type AnswerOf<Name extends CallName> = z.infer<(typeof CALLS)[Name]['answer']>

/** The `grant_type` of every call that issues a token. */
export const CLIENT_CREDENTIALS = 'client_credentials'
/** The `client_assertion_type` of every call that sends an assertion (RFC 7523). */
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The classes that are kept apart where LINE asks for patience or fails: what one does says little of another. */
export type CallClass = 'issue' | 'revoke' | 'read'

/** The class of a call: whether it issues, revokes, or only reads. */
export function classOf(call: CallName): CallClass {
  if (!CALLS[call].changes) return 'read'
  return call.startsWith('issue') ? 'issue' : 'revoke'
}

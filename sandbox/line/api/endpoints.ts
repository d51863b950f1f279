import type { Line } from '../state'
import type { Answer } from './answers'
import { issueChannelToken, revokeChannelToken, verifyChannelToken } from './short-lived'
import { issueStatelessChannelToken } from './stateless'
import * as v21 from './v2-1'

/** One endpoint under its name in the official client. `parameters` are the form's, or the query's of a GET. */
export type Endpoint = {
  name: string
  method: 'GET' | 'POST'
  path: string
  answer(line: Line, parameters: URLSearchParams, rawBody: string): Answer | Promise<Answer>
}

export const endpoints: readonly Endpoint[] = [
  { name: 'issueChannelToken', method: 'POST', path: '/v2/oauth/accessToken', answer: issueChannelToken },
  { name: 'verifyChannelToken', method: 'POST', path: '/v2/oauth/verify', answer: verifyChannelToken },
  { name: 'revokeChannelToken', method: 'POST', path: '/v2/oauth/revoke', answer: revokeChannelToken },
  { name: 'issueChannelTokenByJWT', method: 'POST', path: '/oauth2/v2.1/token', answer: v21.issueChannelTokenByJWT },
  { name: 'verifyChannelTokenByJWT', method: 'GET', path: '/oauth2/v2.1/verify', answer: v21.verifyChannelTokenByJWT },
  {
    name: 'getsAllValidChannelAccessTokenKeyIds',
    method: 'GET',
    path: '/oauth2/v2.1/tokens/kid',
    answer: v21.getsAllValidChannelAccessTokenKeyIds,
  },
  { name: 'revokeChannelTokenByJWT', method: 'POST', path: '/oauth2/v2.1/revoke', answer: v21.revokeChannelTokenByJWT },
  { name: 'issueStatelessChannelToken', method: 'POST', path: '/oauth2/v3/token', answer: issueStatelessChannelToken },
]

// The official client calls the stateless endpoint under three names.
const aliases = ['issueStatelessChannelTokenByJWTAssertion', 'issueStatelessChannelTokenByClientSecret']

/** The name of the endpoint that a method of the official client calls; `*` for all; null when there is none. */
export function endpointName(method: string): string | null {
  if (aliases.includes(method)) return 'issueStatelessChannelToken'
  return method === '*' || endpoints.some((endpoint) => endpoint.name === method) ? method : null
}

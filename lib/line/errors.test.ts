import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { CLIENT_CREDENTIALS as GRANT, JWT_BEARER } from './calls'
import { ChannelAccessTokenClient } from './client'
import { isLineError, refusalFromLine } from './errors'
import { LINE_REASONS } from './reasons'

const SECRET = '0123456789abcdef0123456789abcdef'
const TOKEN = 'bNl4YEFPI/hjFWhTqexp4MuEw5YPs7qhr6dJDXKwNPuLka+secret=='

type Call = (client: ChannelAccessTokenClient) => Promise<unknown>
const issueShort: Call = (client) => client.issueChannelToken(GRANT, '1', SECRET)
const verifyShort: Call = (client) => client.verifyChannelToken(TOKEN)
const revokeShort: Call = (client) => client.revokeChannelToken(TOKEN)
const issueV21: Call = (client) => client.issueChannelTokenByJWT(GRANT, JWT_BEARER, 'a.b.c')
const verifyV21: Call = (client) => client.verifyChannelTokenByJWT(TOKEN)
const listKeyIds: Call = (client) => client.getsAllValidChannelAccessTokenKeyIds(JWT_BEARER, 'a.b.c')
const revokeV21: Call = (client) => client.revokeChannelTokenByJWT('1', SECRET, TOKEN)
const issueByAssertion: Call = (client) => client.issueStatelessChannelTokenByJWTAssertion('a.b.c')
const issueBySecret: Call = (client) => client.issueStatelessChannelTokenByClientSecret('1', SECRET)

async function errorOf(call: Call, status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = () => new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } })
  const error = await call(new ChannelAccessTokenClient({ fetch: async () => answer() })).catch((reason) => reason)
  return isLineError(error) ? error : expect.fail(`no LineError: ${error}`)
}
const oauth = (error: string, error_description?: string) => ({ error, error_description })
const noKey = { message: 'Cannot find channel key that satisfies the conditions' }

// Status, error and text as LINE documents them or as they have been seen.
it.each<[Call, number, unknown, string]>([
  [issueShort, 400, oauth('invalid_client', 'invalid client_secret'), 'lineClientSecretInvalid'],
  [issueShort, 400, oauth('invalid_client', 'invalid client_id'), 'lineChannelUnknown'],
  [issueShort, 400, oauth('invalid_request', 'some parameters in the wrong format'), 'lineChannelUnknown'],
  [issueShort, 400, oauth('invalid_request', 'some parameters missed or invalid'), 'lineParametersInvalid'],
  [issueShort, 400, oauth('invalid_client'), 'lineClientSecretInvalid'],
  [verifyShort, 400, oauth('invalid_request', 'access_token invalid'), 'lineTokenInvalid'],
  [verifyShort, 400, oauth('invalid_request', 'access_token in invalid format'), 'lineTokenInvalid'],
  [verifyShort, 400, oauth('invalid_request'), 'lineTokenInvalid'],
  [revokeShort, 400, oauth('invalid_request'), 'lineTokenInvalid'],
  [issueV21, 400, { message: 'The maximum number of access tokens has already been issued' }, 'lineTokenLimitReached'],
  [issueV21, 400, oauth('invalid_client', 'iss and clientId of key do not match'), 'lineSigningKeyForeign'],
  [issueV21, 400, oauth('invalid_client', 'Invalid exp'), 'lineAssertionExpired'],
  [issueV21, 400, oauth('invalid_client'), 'lineAssertionRefused'],
  [issueV21, 404, noKey, 'lineSigningKeyUnknown'],
  [issueV21, 404, { message: 'LINE says it in other words now' }, 'lineSigningKeyUnknown'],
  [listKeyIds, 404, noKey, 'lineSigningKeyUnknown'],
  [listKeyIds, 400, oauth('invalid_client', 'Invalid exp'), 'lineAssertionExpired'],
  [issueByAssertion, 404, noKey, 'lineSigningKeyUnknown'],
  [issueBySecret, 404, noKey, 'lineRejected'],
  [issueBySecret, 400, oauth('invalid_request', "Invalid 'client_credentials'."), 'lineClientSecretInvalid'],
  [verifyV21, 400, oauth('invalid_request', 'The access token expired'), 'lineTokenExpired'],
  [verifyV21, 400, oauth('invalid_request', 'The access token revoked'), 'lineTokenRevoked'],
  [verifyV21, 400, oauth('invalid_request', 'The access token not JWS'), 'lineTokenNotJws'],
  [verifyV21, 400, oauth('invalid_request', 'LINE says it in other words now'), 'lineTokenInvalid'],
  [revokeV21, 400, oauth('invalid_request', 'The access token not JWS'), 'lineTokenNotJws'],
  [revokeV21, 400, oauth('invalid_request', 'The access token malformed'), 'lineTokenInvalid'],
  [revokeV21, 400, oauth('invalid_client', 'invalid client_secret'), 'lineClientSecretInvalid'],
  [issueV21, 404, '<h1>Not Found</h1>', 'lineRejected'],
  [issueV21, 403, { message: 'Forbidden', details: [{ message: 'no', property: 'x' }] }, 'lineRejected'],
  [issueV21, 415, 'not json', 'lineRejected'],
])('%o answered %i %j is %s', async (call, status, body, reason) => {
  const error = await errorOf(call, status, body)
  expect(error).toMatchObject({ kind: 'rejected', effect: 'none', status })
  expect(refusalFromLine(error)).toMatchObject({ code: 'line_rejected', reason, values: { status }, cause: error })
  expect(LINE_REASONS).toContain(reason)
})

it.each<[Call, number, string, string, string, string]>([
  [issueV21, 429, 'limited', 'none', 'busy', 'lineRateLimited'],
  [verifyV21, 429, 'limited', 'none', 'busy', 'lineRateLimited'],
  [issueV21, 500, 'unavailable', 'possible', 'outcome_unknown', 'lineOutcomeUnknown'],
  [revokeShort, 503, 'unavailable', 'possible', 'outcome_unknown', 'lineOutcomeUnknown'],
  [verifyV21, 500, 'unavailable', 'none', 'line_unreachable', 'lineUnavailable'],
  [verifyShort, 502, 'unavailable', 'none', 'line_unreachable', 'lineUnavailable'],
  [listKeyIds, 200, 'garbled', 'none', 'line_unreachable', 'lineAnswerUnreadable'],
  [issueShort, 200, 'garbled', 'possible', 'outcome_unknown', 'lineOutcomeUnknown'],
])('%o answered %i is %s, effect %s, for us %s %s', async (call, status, kind, effect, code, reason) => {
  const error = await errorOf(call, status, { message: 'The API rate limit has been exceeded. Try again later.' })
  expect(error).toMatchObject({ kind, effect })
  expect(refusalFromLine(error)).toMatchObject({ code, reason })
})

it('says that nothing was sent, or that nothing came back', async () => {
  const failWith = (code: string, syscall: string) => async () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(TOKEN), { code, syscall }) })
  }
  const refused = (call: Call, code: string, syscall = 'read') =>
    call(new ChannelAccessTokenClient({ fetch: failWith(code, syscall) })).catch((error) => refusalFromLine(error))
  expect(await refused(issueV21, 'ENOTFOUND')).toMatchObject({ code: 'line_unreachable', reason: 'lineUnreachable' })
  expect(await refused(issueV21, 'ETIMEDOUT', 'connect')).toMatchObject({ reason: 'lineUnreachable' })
  expect(await refused(issueV21, 'ETIMEDOUT')).toMatchObject({ reason: 'lineOutcomeUnknown' })
  expect(await refused(issueV21, 'ECONNRESET')).toMatchObject({ code: 'outcome_unknown', reason: 'lineOutcomeUnknown' })
  expect(await refused(verifyV21, 'ECONNRESET')).toMatchObject({ code: 'line_unreachable', reason: 'lineNoAnswer' })
  expect(inspect(await refused(verifyV21, TOKEN), { depth: 10 })).not.toContain('bNl4')
})

it('keeps what LINE says about itself', async () => {
  const headers = {
    'x-line-request-id': '123e4567-e89b-12d3-a456-426655440001',
    date: 'Tue, 04 Aug 2026 03:04:05 GMT',
    'retry-after': '30',
  }
  const error = await errorOf(issueShort, 429, oauth('invalid_request', 'slow down'), headers)
  expect(error).toMatchObject({
    endpoint: 'POST /v2/oauth/accessToken',
    call: 'issueChannelToken',
    requestId: headers['x-line-request-id'],
    date: new Date('2026-08-04T03:04:05Z'),
    retryAfterSeconds: 30,
    lineCode: 'invalid_request',
    lineText: 'slow down',
  })
  expect(error.message).toBe('POST /v2/oauth/accessToken: limited (429, invalid_request)')
})

it('takes out of LINE’s words what was sent and what looks like a secret', async () => {
  const text = `no ${TOKEN} ${encodeURIComponent(TOKEN)} ${SECRET} eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl\n${'word '.repeat(99)}`
  for (const body of [oauth(TOKEN, text), { message: text }]) {
    const error = await errorOf(revokeV21, 400, body, { 'x-line-request-id': `id ${SECRET}` })
    expect(error.lineText).toMatch(/^no \[removed\] \[removed\] \[removed\] \[removed\] word/)
    expect(error.lineText?.length).toBeLessThanOrEqual(200)
    expect(error).toMatchObject({ lineCode: undefined, requestId: undefined })
  }
  // Too short to look like a secret, but sent as one.
  const short = await new ChannelAccessTokenClient({
    fetch: async () => new Response(JSON.stringify({ message: 'bad hunter2' }), { status: 400 }),
  })
    .verifyChannelToken('hunter2')
    .catch((error) => error)
  expect(short.lineText).toBe('bad [removed]')
  // What everyone may read stays readable.
  const open = await errorOf(issueShort, 400, { message: '1 may not use client_credentials' })
  expect(open.lineText).toBe('1 may not use client_credentials')
})

it('ignores fields it does not know, and counts seconds beyond 32 bits', async () => {
  const body = { client_id: '1', expires_in: 3_138_007_490, scope: 'P', added: { by: 'LINE' } }
  const client = new ChannelAccessTokenClient({ fetch: async () => Response.json(body) })
  expect(await client.verifyChannelToken(TOKEN)).toEqual({ client_id: '1', expires_in: 3_138_007_490, scope: 'P' })
})

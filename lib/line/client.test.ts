import { inspect } from 'node:util'
import { channelAccessToken } from '@line/bot-sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '@/lib/sealing/secret'
import { CLIENT_CREDENTIALS as GRANT, JWT_BEARER } from './calls'
import { ChannelAccessTokenClient } from './client'
import { startServer } from './server.fixture'

const ANSWERS: Record<string, unknown> = {
  '/v2/oauth/accessToken': { access_token: 'W1Te+/H==', expires_in: 2_592_000, token_type: 'Bearer' },
  '/v2/oauth/verify': { client_id: '1350031035', expires_in: 3_138_007_490, scope: 'P CM' },
  '/v2/oauth/revoke': '',
  '/oauth2/v2.1/token': {
    access_token: 'ey.a.b',
    token_type: 'Bearer',
    expires_in: 60,
    key_id: 'sDTOzw5wIfxxxxPEzcmeQA',
  },
  '/oauth2/v2.1/verify': { client_id: '1573163733', expires_in: 2_591_659, scope: 'profile chat_message.write' },
  '/oauth2/v2.1/tokens/kid': { kids: ['U_gdnFYKTWRxxxxDVZexGg', 'sDTOzw5wIfWxxxxzcmeQA'] },
  '/oauth2/v2.1/revoke': '',
  '/oauth2/v3/token': { token_type: 'Bearer', access_token: 'ey.c.d', expires_in: 899 },
}
const REQUEST_ID = '123e4567-e89b-12d3-a456-426655440001'

let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  server = await startServer((response, request) => {
    const body = ANSWERS[new URL(request.url ?? '', 'http://x').pathname]
    response.setHeader('x-line-request-id', REQUEST_ID)
    if (body !== '') response.setHeader('content-type', 'application/json')
    response.end(body === '' ? '' : JSON.stringify(body))
  })
})
afterAll(() => server.close())
beforeEach(() => {
  server.requests.length = 0
})

// Characters that a form and a query must encode.
const SECRET = 'canary+secret/0=&ü %'
const TOKEN = 'W1TeHCgfH2Liwa+canary/token=='
const ASSERTION = 'eyJh.canary-assertion_.sig'

const OPERATIONS: [name: keyof ChannelAccessTokenClient, parameters: (string | undefined)[]][] = [
  ['issueChannelToken', [GRANT, '1234567890', SECRET]],
  ['verifyChannelToken', [TOKEN]],
  ['revokeChannelToken', [TOKEN]],
  ['issueChannelTokenByJWT', [GRANT, JWT_BEARER, ASSERTION]],
  ['verifyChannelTokenByJWT', [TOKEN]],
  ['getsAllValidChannelAccessTokenKeyIds', [JWT_BEARER, ASSERTION]],
  ['revokeChannelTokenByJWT', ['1234567890', SECRET, TOKEN]],
  ['issueStatelessChannelToken', [GRANT, JWT_BEARER, ASSERTION]],
  ['issueStatelessChannelToken', [GRANT, undefined, undefined, '1234567890', SECRET]],
  ['issueStatelessChannelTokenByJWTAssertion', [ASSERTION]],
  ['issueStatelessChannelTokenByClientSecret', ['1234567890', SECRET]],
]
type Methods = Record<string, (...parameters: (string | Secret | undefined)[]) => Promise<unknown>>
const ours = () => new ChannelAccessTokenClient({ baseURL: server.url }) as unknown as Methods
const official = () => new channelAccessToken.ChannelAccessTokenClient({ baseURL: server.url }) as unknown as Methods

async function call(client: Methods, name: string, parameters: (string | Secret | undefined)[]) {
  const before = server.requests.length
  const result = await client[name]?.(...parameters)
  const [request, ...more] = server.requests.slice(before)
  expect(more).toEqual([])
  const { port: _, ...sent } = request ?? expect.fail('no request')
  return { result, sent: { ...sent, body: [...new URLSearchParams(sent.body)], raw: sent.body } }
}

describe.each(OPERATIONS)('%s', (name, parameters) => {
  it('sends and answers what the official client does', async () => {
    const expected = await call(official(), name, parameters)
    expect(expected.sent.query.length + expected.sent.body.length).toBeGreaterThan(0)
    expect(await call(ours(), name, parameters)).toEqual(expected)
  })

  it('does so with secrets as they are stored', async () => {
    const stored = parameters.map((value) =>
      value === SECRET || value === TOKEN || value === ASSERTION ? new Secret(value) : value,
    )
    expect(await call(ours(), name, stored)).toEqual(await call(official(), name, parameters))
  })

  it('tells the HTTP answer and the request id, without the URL', async () => {
    const expected = await call(official(), `${name}WithHttpInfo`, parameters)
    const { result, sent } = await call(ours(), `${name}WithHttpInfo`, parameters)
    const theirs = expected.result as { httpResponse: Response; body: unknown }
    const mine = result as { httpResponse: Response; body: unknown; requestId: string }
    expect(sent).toEqual(expected.sent)
    expect(mine.body).toEqual(theirs.body)
    expect(mine.httpResponse.status).toBe(theirs.httpResponse.status)
    expect(mine.httpResponse.headers.get('x-line-request-id')).toBe(REQUEST_ID)
    expect(mine.requestId).toBe(REQUEST_ID)
    expect(mine.httpResponse.url).toBe('')
    expect(inspect(mine.httpResponse, { depth: 10, showHidden: true })).not.toContain('canary')
  })

  it('refuses a missing or empty parameter before anything is sent', async () => {
    for (const [index, value] of parameters.entries()) {
      if (value === undefined) continue
      for (const nothing of ['', undefined, new Secret('')]) {
        await expect(
          ours()[name]?.(...(parameters as (string | Secret | undefined)[]).with(index, nothing)),
        ).rejects.toMatchObject({
          name: 'Refusal',
          code: 'invalid',
          reason: 'lineCallIncomplete',
        })
      }
    }
    expect(server.requests).toEqual([])
  })
})

it('covers every method of the official client', () => {
  const methods = Object.getOwnPropertyNames(channelAccessToken.ChannelAccessTokenClient.prototype)
  const tried = OPERATIONS.flatMap(([name]) => [name, `${name}WithHttpInfo`])
  expect(new Set(methods)).toEqual(new Set(['constructor', ...tried]))
  expect(new Set(Object.getOwnPropertyNames(ChannelAccessTokenClient.prototype))).toEqual(new Set(methods))
})

it('has the types of the official client, but for the null a revoke answers', () => {
  type Official = channelAccessToken.ChannelAccessTokenClient
  type Revokes = Extract<keyof Official, `revoke${string}`>
  const replacement: Omit<Official, Revokes> = new ChannelAccessTokenClient()
  expect(replacement).toBeInstanceOf(ChannelAccessTokenClient)
})

it('refuses both proofs of a stateless token at once', async () => {
  const both = ours().issueStatelessChannelToken?.(GRANT, JWT_BEARER, ASSERTION, '1234567890', SECRET)
  await expect(both).rejects.toMatchObject({ reason: 'lineCallIncomplete' })
  expect(server.requests).toEqual([])
})

it('uses each connection once', async () => {
  const client = new ChannelAccessTokenClient({ baseURL: server.url })
  for (let round = 0; round < 4; round++) await client.verifyChannelToken(TOKEN)
  // Two calls in a row never share one; the official client's idle connections may be taken over at first.
  expect(new Set(server.requests.map(({ port }) => port)).size).toBe(4)
})

it('sends the headers it was given, and none of a configuration it cannot use', async () => {
  const client = new ChannelAccessTokenClient({ baseURL: server.url, defaultHeaders: { 'Content-Type': 'text/plain' } })
  await client.verifyChannelToken(TOKEN)
  expect(server.requests[0]?.contentType).toBe('application/x-www-form-urlencoded')
  const broken = [{ baseURL: 'nowhere canary' }, { baseURL: 'http://a:canary@127.0.0.1' }, { timeoutMs: 0 }]
  for (const config of [...broken, { defaultHeaders: { 'x-a': 'canary\n' + 'b: c' } }]) {
    expect(() => new ChannelAccessTokenClient(config)).toThrow(/^(?!.*canary).*must|not allowed/)
  }
})

it('cannot be printed', () => {
  const client = new ChannelAccessTokenClient({ defaultHeaders: { 'x-proxy': 'canary' } })
  expect(inspect(client, { depth: 10, showHidden: true })).not.toContain('canary')
})

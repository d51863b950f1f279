import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CLIENT_CREDENTIALS as GRANT, JWT_BEARER } from './calls'
import { ChannelAccessTokenClient } from './client'
import type { LineError } from './errors'
import { type Answer, answerWith, startServer } from './server.fixture'

const ISSUED = { access_token: 'canary-token', expires_in: 60, token_type: 'Bearer', key_id: 'k' }

type Call = (client: ChannelAccessTokenClient) => Promise<unknown>
const verify: Call = (client) => client.verifyChannelTokenByJWT('token')
const issueV21: Call = (client) => client.issueChannelTokenByJWT(GRANT, JWT_BEARER, 'a.b.c')
const issueShort: Call = (client) => client.issueChannelToken(GRANT, '1', 'secret')
const stateless: Call = (client) => client.issueStatelessChannelTokenByJWTAssertion('a.b.c')

let always: Answer
let server: Awaited<ReturnType<typeof startServer>>
beforeEach(async () => {
  server = await startServer((response, request) => always(response, request))
})
afterEach(() => server.close())

const bare = () => new ChannelAccessTokenClient({ baseURL: server.url })
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail('should have failed'),
    (error: unknown) => error as LineError,
  )

describe('an answer to an issue that cannot be read', () => {
  const text = JSON.stringify(ISSUED)
  const json = { 'content-type': 'application/json' }
  const cut: Answer = (response) => {
    response.writeHead(200, { ...json, 'content-length': text.length })
    response.write(text.slice(0, 40), () => response.socket?.resetAndDestroy())
  }
  const huge = `{"access_token":"canary-token${'x'.repeat(70_000)}`
  it.each<[string, Answer, string]>([
    ['no JSON', answerWith(200, text.slice(0, 40)), text.slice(0, 40)],
    ['of another shape', answerWith(200, [ISSUED.access_token]), '["canary-token"]'],
    ['of another type', answerWith(200, text, { 'content-type': 'text/html' }), text],
    ['cut off', cut, text.slice(0, 40)],
    ['too large', answerWith(200, huge), huge.slice(0, 64 * 1024)],
  ])('is kept when it is %s, and cannot be printed', async (_, answer, expected) => {
    always = answer
    for (const call of [issueV21, issueShort, stateless]) {
      const error = await errorOf(call(bare()))
      expect(error.unread?.expose() === expected).toBe(true)
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary')
      expect(JSON.stringify(error)).not.toContain('canary')
    }
    expect((await errorOf(verify(bare()))).unread).toBeUndefined()
  })

  it('is nothing when LINE said no', async () => {
    always = answerWith(400, { message: 'canary' })
    expect((await errorOf(issueV21(bare()))).unread).toBeUndefined()
  })
})

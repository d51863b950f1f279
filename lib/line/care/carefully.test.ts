import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isRefusal } from '@/lib/errors'
import { CLIENT_CREDENTIALS as GRANT, JWT_BEARER } from '../calls'
import { ChannelAccessTokenClient } from '../client'
import { isLineError, type LineError } from '../errors'
import { type Answer, answerWith, startServer } from '../server.fixture'
import { carefully } from './carefully'
import { forgetLine, stateOf } from './state'

// A second of production is 10 ms here.
const PACE = 0.01
const ISSUED = { access_token: 'token', expires_in: 60, token_type: 'Bearer', key_id: 'k' }
const VERIFIED = { client_id: '1', expires_in: 60 }

type Call = (client: ChannelAccessTokenClient) => Promise<unknown>
const verify: Call = (client) => client.verifyChannelTokenByJWTWithHttpInfo('token')
const keyIds: Call = (client) => client.getsAllValidChannelAccessTokenKeyIdsWithHttpInfo(JWT_BEARER, 'a.b.c')
const revokeShort: Call = (client) => client.revokeChannelTokenWithHttpInfo('token')
const revokeV21: Call = (client) => client.revokeChannelTokenByJWTWithHttpInfo('1', 'secret', 'token')
const issueV21: Call = (client) => client.issueChannelTokenByJWTWithHttpInfo(GRANT, JWT_BEARER, 'a.b.c')
const issueShort: Call = (client) => client.issueChannelTokenWithHttpInfo(GRANT, '1', 'secret')
const stateless: Call = (client) => client.issueStatelessChannelTokenByJWTAssertionWithHttpInfo('a.b.c')

const good: Answer = (response, request) => {
  const path = request.url ?? ''
  if (path.includes('revoke')) return answerWith(200, '')(response, request)
  const body = path.includes('verify') ? VERIFIED : path.includes('kid') ? { kids: [] } : ISSUED
  return answerWith(200, body)(response, request)
}
const reset: Answer = (response) => response.socket?.resetAndDestroy()
const failing = answerWith(500, {})
const limited = (retryAfter?: string) => answerWith(429, {}, retryAfter ? { 'retry-after': retryAfter } : {})

let next: Answer[] = []
let always: Answer = good
let server: Awaited<ReturnType<typeof startServer>>
beforeEach(async () => {
  next = []
  always = good
  server = await startServer((response, request) => (next.shift() ?? always)(response, request))
})
afterEach(async () => {
  vi.restoreAllMocks()
  forgetLine()
  await server.close()
})

const careful = (timeoutMs = 5000, pace = PACE) =>
  new ChannelAccessTokenClient({ baseURL: server.url, timeoutMs, send: carefully(() => pace) })
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail('should have failed'),
    (error: unknown) => error as LineError,
  )
const settled = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('trying again', () => {
  it.each<[string, Call, Answer, number]>([
    ['verify after a reset', verify, reset, 4],
    ['key IDs after a 500', keyIds, failing, 4],
    ['key IDs after a page', keyIds, answerWith(200, '<p>', { 'content-type': 'text/html' }), 4],
    ['revoke after a reset', revokeShort, reset, 5],
    ['revoke v2.1 after a 500', revokeV21, failing, 5],
    ['issue v2.1 after a reset', issueV21, reset, 1],
    ['issue v2.1 after a 500', issueV21, failing, 1],
    ['issue v2.1 after an unreadable answer', issueV21, answerWith(200, '{'), 1],
    ['issue short-lived after a reset', issueShort, reset, 1],
    ['issue short-lived after a 503', issueShort, answerWith(503, {}), 1],
    ['issue stateless after a reset', stateless, reset, 1],
    ['issue stateless after a 500', stateless, failing, 1],
    ['verify after a no', verify, answerWith(400, {}), 1],
    ['revoke after a no', revokeShort, answerWith(404, {}), 1],
  ])('%s', async (_, call, answer, expected) => {
    // Not waiting, and with time to spare: on a busy machine too it is the number of tries that ends these.
    vi.spyOn(Math, 'random').mockReturnValue(0)
    always = answer
    const error = await errorOf(call(careful(5000, 0.2)))
    expect(isLineError(error), String(error)).toBe(true)
    expect(server.requests).toHaveLength(expected)
    expect(error.tries).toHaveLength(expected - 1)
  })

  it('of a stateless issue comes after its deadline, twice at most, and says what each may have done', async () => {
    always = () => undefined
    const error = await errorOf(stateless(careful(150)))
    expect(server.requests).toHaveLength(3)
    expect(error).toMatchObject({ effect: 'possible', tries: [{ code: 'DEADLINE' }, { code: 'DEADLINE' }] })
    next = [() => undefined, answerWith(400, {})]
    // The no is to the second try; the first may have issued all the same.
    expect(await errorOf(stateless(careful(150)))).toMatchObject({ kind: 'rejected', effect: 'possible' })
  })

  it.each([issueV21, issueShort])('never comes after the deadline of %o', async (call) => {
    always = () => undefined
    expect(await errorOf(call(careful(150)))).toMatchObject({ causeCode: 'DEADLINE', effect: 'possible', tries: [] })
    expect(server.requests).toHaveLength(1)
  })

  it.each([issueV21, issueShort])('of an issue comes where nothing was sent (%o)', async (call) => {
    const fault = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) })
    const faults = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED']
    const fetch = async (input: string, init: RequestInit) => {
      const code = faults.shift()
      if (code) throw fault(code)
      return globalThis.fetch(input, init)
    }
    const client = new ChannelAccessTokenClient({ baseURL: server.url, fetch, send: carefully(() => PACE) })
    expect(await call(client)).toMatchObject({
      tries: [
        { at: expect.stringMatching(/Z$/), kind: 'unreachable', code: 'ENOTFOUND' },
        { kind: 'unreachable', code: 'EAI_AGAIN' },
        { kind: 'unreachable', code: 'ECONNREFUSED' },
      ],
    })
    expect(server.requests).toHaveLength(1)
  })

  it('succeeds, and tells what failed before', async () => {
    next = [reset, failing]
    expect(await verify(careful())).toMatchObject({
      body: VERIFIED,
      tries: [{ kind: 'interrupted' }, { kind: 'unavailable', code: '500' }],
    })
  })

  it('does not begin once 20 s have passed since the first', async () => {
    always = () => undefined
    expect(await errorOf(verify(careful(2100)))).toMatchObject({ causeCode: 'DEADLINE' })
    expect(server.requests).toHaveLength(1)
  })

  it('ends when nobody waits any more', async () => {
    const controller = new AbortController()
    vi.spyOn(Math, 'random').mockReturnValue(1)
    always = failing
    const client = careful(5000, 10)
    const error = errorOf(client.verifyChannelTokenByJWT('token', { signal: controller.signal }))
    await expect.poll(() => server.requests.length).toBe(1)
    await settled(50)
    controller.abort()
    expect(await error).toMatchObject({ causeCode: 'ABORTED' })
    expect(server.requests).toHaveLength(1)
  })
})

describe('a pause LINE wants', () => {
  it('holds back its own class, for as long as LINE said, and no other', async () => {
    next = [limited('30')]
    expect(await errorOf(verify(careful()))).toMatchObject({ kind: 'limited', retryAfterSeconds: 30 })
    expect(await errorOf(keyIds(careful()))).toMatchObject({
      code: 'busy',
      reason: 'linePaused',
      values: { seconds: 1 },
    })
    expect(server.requests).toHaveLength(1)
    await issueV21(careful())
    await revokeV21(careful())
    await settled(320)
    await verify(careful())
    expect(server.requests).toHaveLength(4)
  })

  it('is 60 s where LINE does not say, for revokes too', async () => {
    next = [limited()]
    expect(await errorOf(revokeV21(careful()))).toMatchObject({ kind: 'limited' })
    expect(stateOf(server.url).pauses.revoke.left()).toBeGreaterThan(500)
    expect(stateOf(server.url).pauses.revoke.left()).toBeLessThanOrEqual(600)
    expect(await errorOf(revokeShort(careful()))).toMatchObject({ reason: 'linePaused' })
  })

  it('is waited out when it is short, also by an issue, to which a 429 did nothing', async () => {
    next = [limited('2')]
    expect(await issueShort(careful())).toMatchObject({ tries: [{ kind: 'limited', code: '429' }] })
    expect(server.requests).toHaveLength(2)
  })

  it('may be told as an instant', async () => {
    const date = 'Tue, 04 Aug 2026 03:04:05 GMT'
    next = [answerWith(429, {}, { date, 'retry-after': 'Tue, 04 Aug 2026 03:04:50 GMT' })]
    expect(await errorOf(issueV21(careful()))).toMatchObject({ retryAfterSeconds: 45 })
  })
})

describe('the breaker', () => {
  it('opens at five failures and then refuses at once, but never a revoke', async () => {
    always = failing
    await errorOf(verify(careful()))
    expect(await errorOf(verify(careful()))).toMatchObject({ kind: 'unavailable' })
    expect(server.requests).toHaveLength(5)
    const refused = await errorOf(keyIds(careful()))
    expect(isRefusal(refused)).toBe(true)
    expect(refused).toMatchObject({ code: 'line_unreachable', reason: 'lineBreakerOpen', values: { seconds: 1 } })
    expect(server.requests).toHaveLength(5)
    always = good
    await revokeV21(careful())
    await issueV21(careful())
    expect(await errorOf(verify(careful()))).toMatchObject({ reason: 'lineBreakerOpen' })
  })

  it('does not open by what LINE refuses', async () => {
    always = answerWith(400, {})
    for (let round = 0; round < 7; round++) expect(await errorOf(verify(careful()))).toMatchObject({ kind: 'rejected' })
  })

  it('lets one read try after 60 s, and opens again when that one fails', async () => {
    always = failing
    await errorOf(verify(careful()))
    await errorOf(verify(careful()))
    await settled(620)
    const all = await Promise.all([1, 2, 3].map(() => errorOf(verify(careful()))))
    expect(server.requests).toHaveLength(6)
    expect(all.filter(isRefusal)).toHaveLength(2)
    expect(await errorOf(verify(careful()))).toMatchObject({ reason: 'lineBreakerOpen' })
    always = answerWith(400, {})
    await settled(620)
    expect(await errorOf(verify(careful()))).toMatchObject({ kind: 'rejected' })
    always = good
    await Promise.all([1, 2, 3].map(() => verify(careful())))
  })

  it('of issuing closes by a read, and an issue never is the first', async () => {
    always = failing
    for (let round = 0; round < 5; round++) await errorOf(issueV21(careful()))
    expect(await errorOf(issueShort(careful()))).toMatchObject({ reason: 'lineBreakerOpen' })
    always = good
    await verify(careful()) // too early to tell anything of issuing
    expect(await errorOf(issueShort(careful()))).toMatchObject({ reason: 'lineBreakerOpen' })
    await settled(620)
    server.requests.length = 0
    always = failing
    const all = await Promise.all([issueV21, issueShort, stateless].map((call) => errorOf(call(careful()))))
    expect(all.filter(isRefusal)).toHaveLength(3)
    expect(server.requests.map(({ path }) => path)).toEqual(['/oauth2/v2.1/verify'])
    await settled(620)
    always = (response, request) =>
      (request.url?.includes('verify') ? answerWith(400, { message: 'no token' }) : good)(response, request)
    await Promise.all([issueV21, issueShort, stateless].map((call) => call(careful())))
    expect(server.requests.filter(({ path }) => path === '/oauth2/v2.1/verify')).toHaveLength(2)
    expect(server.requests).toHaveLength(5)
  })
})

describe('the gate', () => {
  it('lets four through at once, in turn, revokes first, and no wait counts against a deadline', async () => {
    const held: (() => void)[] = []
    always = (response, request) => void held.push(() => good(response, request))
    const client = careful(1500, 1)
    const work: Promise<unknown>[] = [1, 2, 3, 4].map(() => client.verifyChannelTokenByJWT('first'))
    await expect.poll(() => held.length).toBe(4)
    work.push(client.verifyChannelTokenByJWT('second'), keyIds(client), issueV21(client), revokeV21(client))
    await settled(900)
    expect(held).toHaveLength(4)
    for (let turn = 0; turn < 8; turn++) {
      await expect.poll(() => held.length, { interval: 5 }).toBeGreaterThan(turn)
      held[turn]?.()
      await expect.poll(() => server.requests.length, { interval: 5 }).toBe(Math.min(8, turn + 5))
      // Together with the wait before, this is over the deadline.
      if (turn > 3) await settled(200)
    }
    await Promise.all(work)
    const paths = server.requests.slice(4).map(({ path }) => path.slice('/oauth2/v2.1/'.length))
    expect(paths).toEqual(['revoke', 'verify', 'tokens/kid', 'token'])
  })

  it('is left by who gives up, and an issue gives up after 30 s', async () => {
    always = () => undefined
    const blocked = [1, 2, 3, 4].map(() => errorOf(verify(careful(2100, 0.001))))
    await expect.poll(() => server.requests.length).toBe(4)
    const controller = new AbortController()
    const waiting = errorOf(careful().verifyChannelTokenByJWT('token', { signal: controller.signal }))
    controller.abort()
    expect(await waiting).toMatchObject({ causeCode: 'ABORTED', effect: 'none' })
    expect(await errorOf(issueV21(careful()))).toMatchObject({ code: 'busy', reason: 'operationTimedOut' })
    await Promise.all(blocked)
    forgetLine()
    always = good
    await verify(careful())
    expect(server.requests).toHaveLength(5)
  })
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lineConsole } from './console-client'
import { startLineServer } from './server'
import { createLineStandIn } from './stand-in'
import { callers, testKey } from './test-room'

let server: Awaited<ReturnType<typeof startLineServer>>
beforeAll(async () => {
  server = await startLineServer({ port: 0 })
})
afterAll(() => server.close())

// Every kind over real sockets, and in the process: a test that passes `fetch` must see what the network would show.
const doors = [
  ['sockets', () => ({ url: server.url, fetch: globalThis.fetch as typeof globalThis.fetch })],
  ['the process', () => ({ url: 'https://api.line.me', fetch: createLineStandIn().fetch })],
] as const

for (const [name, open] of doors) {
  let room: Awaited<ReturnType<typeof enter>>
  const enter = async () => {
    const { url, fetch } = open()
    const console = lineConsole({ url, fetch })
    await console.reset()
    const { channelId, channelSecret } = await console.createChannel()
    const kid = await console.registerKey(channelId, testKey.publicJwk)
    const count = async () => (await console.getChannel(channelId)).tokens['v2.1'].length
    const { issueV21, listKeyIds } = callers((input, init) => fetch(input, init), channelId, channelSecret, kid, url)
    const briefly = (input: string, init?: RequestInit) => fetch(input, { ...init, signal: AbortSignal.timeout(150) })
    const brief = callers(briefly, channelId, channelSecret, kid, url)
    return { console, count, issue: () => issueV21(), listKeyIds, issueBriefly: () => brief.issueV21(), url, fetch }
  }
  beforeEach(async () => {
    room = await enter()
  })
  const fault = (kind: Parameters<typeof room.console.addFault>[0]['kind'], seconds?: number) =>
    room.console.addFault({ endpoint: 'issueChannelTokenByJWT', kind, seconds })
  const lastCall = async () => (await room.console.calls()).at(-1)

  test(`429 over ${name}: nothing happened`, async () => {
    await fault('429')
    const reply = await room.issue()
    expect(reply).toMatchObject({
      status: 429,
      body: { message: 'The API rate limit has been exceeded. Try again later.' },
    })
    expect(reply.headers.get('x-line-request-id')).toBeTruthy()
    expect(await room.count()).toBe(0)
    expect((await room.issue()).status).toBe(200)
  })

  test.each([
    ['500-before', 0],
    ['500-after', 1],
  ] as const)(`%s over ${name}: %i token`, async (kind, tokens) => {
    await fault(kind)
    expect((await room.issue()).status).toBe(500)
    expect(await room.count()).toBe(tokens)
    expect(await lastCall()).toMatchObject({ status: 500, processed: tokens === 1, fault: kind })
  })

  test.each([
    ['reset-before', 0],
    ['reset-after', 1],
  ] as const)(`%s over ${name}: %i token`, async (kind, tokens) => {
    await fault(kind)
    const error = await room.issue().catch((thrown: TypeError) => thrown)
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } })
    expect(await room.count()).toBe(tokens)
    expect(await lastCall()).toMatchObject({ status: null, processed: tokens === 1 })
  })

  test.each([
    ['hang-before', 0],
    ['hang-after', 1],
  ] as const)(`%s over ${name}: %i token`, async (kind, tokens) => {
    await fault(kind)
    await expect(room.issueBriefly()).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(await room.count()).toBe(tokens)
  })

  test(`late over ${name}: the connection is dropped and the token comes afterwards`, async () => {
    await fault('late', 0.2)
    await expect(room.issue()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
    expect(await room.count()).toBe(0)
    expect(await lastCall()).toMatchObject({ status: null, processed: false, fault: 'late' })
    await expect.poll(() => room.count(), { timeout: 2000 }).toBe(1)
    expect(await lastCall()).toMatchObject({ status: null, processed: true })
  })

  test(`slow over ${name}: headers at once, the body in drops`, async () => {
    await fault('slow', 0.3)
    const start = performance.now()
    expect((await room.issue()).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThan(280)
    await fault('slow', 5)
    await expect(room.issueBriefly()).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(await room.count()).toBe(2)
  })

  test(`truncated over ${name}: the body ends in the middle`, async () => {
    await fault('truncated')
    await expect(room.issue()).rejects.toMatchObject({ message: 'terminated', cause: { code: 'UND_ERR_SOCKET' } })
    expect(await room.count()).toBe(1)
  })

  test(`bad-json over ${name}`, async () => {
    await fault('bad-json')
    await expect(room.issue()).rejects.toBeInstanceOf(SyntaxError)
    expect(await room.count()).toBe(1)
  })

  test.each([
    ['wrong-type', 'text/html', 0],
    ['huge', 'application/json', 1024 * 1024],
  ] as const)(`%s over ${name}`, async (kind, type, atLeast) => {
    await room.console.addFault({ endpoint: '*', kind })
    const response = await room.fetch(`${room.url}/v2/oauth/verify`, { method: 'POST', body: new URLSearchParams() })
    expect(response.headers.get('content-type')).toBe(type)
    expect((await response.text()).length).toBeGreaterThan(atLeast)
  })

  test(`faults over ${name} wait for their endpoint, in order, as often as was said`, async () => {
    await room.console.addFault({ endpoint: 'issueChannelTokenByJWT', kind: '429', times: 2 })
    await room.console.addFault({ endpoint: '*', kind: '500-before' })
    expect((await room.issue()).status).toBe(429)
    expect((await room.listKeyIds()).status).toBe(500)
    expect([(await room.issue()).status, (await room.issue()).status]).toEqual([429, 200])
  })
}

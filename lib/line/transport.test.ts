import { createServer, type Socket } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { CLIENT_CREDENTIALS as GRANT, JWT_BEARER } from './calls'
import { ChannelAccessTokenClient } from './client'
import { LineError } from './errors'
import { type Answer, answerWith, startServer } from './server.fixture'

const SECRET = '0123456789abcdef0123456789abcdef'
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.canaryTokenPayloadThatIsLong.canaryTokenSignature_'
const ASSERTION = 'eyJhbGciOiJSUzI1NiJ9.canaryAssertionPayloadThatIsLong.canaryAssertionSignature-'
const ISSUED = 'eyJhbGciOiJIUzI1NiJ9.canaryIssuedTokenThatIsLong.canaryIssuedSignature_'
const CANARIES = [SECRET, TOKEN, ASSERTION, ISSUED, 'canary']
const ISSUED_BODY = JSON.stringify({ access_token: ISSUED, expires_in: 900, token_type: 'Bearer', key_id: 'k' })
// Long enough for a machine with other work: what is tried must fail by itself where it does not wait for this.
const DEADLINE_MS = 500
const EITHER = /^(garbled|interrupted)$/

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function httpServer(answer: Answer) {
  const server = await startServer(answer)
  closers.push(server.close)
  return server
}

async function rawServer(onConnection: (socket: Socket) => void) {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined))
    onConnection(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as { port: number }).port
}
const sendRaw = (text: string) => (socket: Socket) => socket.once('data', () => socket.end(text))
const withoutReading: Answer = (response) => response.socket?.resetAndDestroy()

const CALLS = {
  revoke: (client: ChannelAccessTokenClient) => client.revokeChannelTokenByJWT('1234567890', SECRET, TOKEN),
  issue: (client: ChannelAccessTokenClient) => client.issueChannelTokenByJWT(GRANT, JWT_BEARER, ASSERTION),
  verify: (client: ChannelAccessTokenClient) => client.verifyChannelTokenByJWT(TOKEN),
  keyIds: (client: ChannelAccessTokenClient) => client.getsAllValidChannelAccessTokenKeyIds(JWT_BEARER, ASSERTION),
}

async function errorOf(work: Promise<unknown>): Promise<LineError> {
  const started = performance.now()
  const error = await work.then(
    () => expect.fail('should have failed'),
    (reason: unknown) => reason,
  )
  expect(performance.now() - started).toBeLessThan(DEADLINE_MS + 1000)
  if (!(error instanceof LineError)) throw error
  const printed = [inspect(error, { depth: 10, showHidden: true }), String(error), error.stack, JSON.stringify(error)]
  for (const canary of CANARIES) expect(printed.join()).not.toContain(canary)
  return error
}

/** Every call meets the same fault: it may have taken effect where it changes something and was sent, else never. */
async function expectFault(
  url: string,
  kind: string | RegExp,
  sent: boolean,
  causeCode?: unknown,
  timeoutMs = DEADLINE_MS,
) {
  const tries = Object.entries(CALLS).map(async ([name, call]) => {
    const error = await errorOf(call(new ChannelAccessTokenClient({ baseURL: url, timeoutMs })))
    const effect = sent && (name === 'revoke' || name === 'issue') ? 'possible' : 'none'
    expect({ name, effect: error.effect }, error.message).toEqual({ name, effect })
    expect(error.kind).toMatch(kind)
    if (causeCode !== undefined) expect(error.causeCode).toEqual(causeCode)
  })
  await Promise.all(tries)
}

describe('an answer that does not come', () => {
  it.each<[string, Answer]>([
    ['at all', () => undefined],
    ['to its end', (response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{"access')],
  ])('ends at the deadline when it does not come %s', async (_, answer) => {
    await expectFault((await httpServer(answer)).url, 'interrupted', true, 'DEADLINE')
  })

  it('ends at the deadline even if fetch heeds no signal', async () => {
    const deaf = new ChannelAccessTokenClient({ fetch: () => new Promise(() => undefined), timeoutMs: DEADLINE_MS })
    expect(await errorOf(CALLS.issue(deaf))).toMatchObject({ kind: 'interrupted', effect: 'possible' })
  })

  it('is told from a connection that never came about', async () => {
    await expectFault(`https://127.0.0.1:${await rawServer(() => undefined)}`, 'unreachable', false, 'DEADLINE')
  })

  it('ends when the caller aborts, and is not even asked for if that was before', async () => {
    const { url, requests } = await httpServer(() => controller.abort(new Error(SECRET)))
    const controller = new AbortController()
    const client = new ChannelAccessTokenClient({ baseURL: url })
    const abort = { signal: controller.signal }
    const error = await errorOf(client.issueChannelToken(GRANT, '1', SECRET, abort))
    expect(error).toMatchObject({ kind: 'interrupted', effect: 'possible', causeCode: 'ABORTED' })
    const again = await errorOf(client.issueChannelToken(GRANT, '1', SECRET, abort))
    expect(again).toMatchObject({ kind: 'interrupted', effect: 'none', causeCode: 'ABORTED' })
    expect(requests).toHaveLength(1)
  })
})

describe('a connection that fails', () => {
  it('is refused', async () => {
    const server = await startServer(() => undefined)
    await server.close()
    await expectFault(server.url, 'unreachable', false, 'ECONNREFUSED')
  })

  it('has no address', async () => {
    await expectFault('http://line.invalid', 'unreachable', false, expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/))
  })

  it('is no TLS', async () => {
    const { url } = await httpServer(() => undefined)
    await expectFault(url.replace('http:', 'https:'), 'unreachable', false)
  })

  const cut = (headers: Record<string, string | number>): Answer => {
    return (response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers })
      response.write(ISSUED_BODY.slice(0, 90), () => response.socket?.resetAndDestroy())
    }
  }
  it.each<[string, Answer, string | RegExp]>([
    ['before an answer', withoutReading, 'interrupted'],
    ['in the middle of one', cut({ 'content-length': ISSUED_BODY.length }), 'interrupted'],
    // Node 20 takes the end of a connection that is not kept alive for the end of the answer, and half of it is read.
    ['in the middle of one of unknown length', cut({}), EITHER],
  ])('is reset %s', async (_, answer, kind) => {
    await expectFault((await httpServer(answer)).url, kind, true)
  })

  it('is truncated', async () => {
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${ISSUED_BODY.length}\r\n\r\n`
    const port = await rawServer(sendRaw(head + ISSUED_BODY.slice(0, 90)))
    await expectFault(`http://127.0.0.1:${port}`, 'interrupted', true)
  })
})

describe('an answer that is not LINE’s', () => {
  const huge = `{"access_token":"${ISSUED}${'x'.repeat(70_000)}"}`
  const header = { 'content-type': 'application/json' }
  it.each<[string, Answer, string]>([
    ['over 64 KiB', answerWith(200, huge, { 'content-length': String(huge.length) }), 'TOO_LARGE'],
    ['over 64 KiB in pieces', (response) => response.writeHead(200, header).end(huge), 'TOO_LARGE'],
    ['endless', (response) => void drip(response.writeHead(200, header)), 'TOO_LARGE'],
    ['a page', answerWith(200, `<p>${ISSUED}`, { 'content-type': 'text/html' }), 'CONTENT_TYPE'],
    ['of no type', (response) => response.writeHead(200).end(ISSUED_BODY), 'CONTENT_TYPE'],
    ['no JSON', answerWith(200, `{"access_token":"${ISSUED}`), 'BAD_JSON'],
    ['no UTF-8', (response) => response.writeHead(200, header).end(Buffer.from([0x22, 0xff, 0x22])), 'BAD_JSON'],
    ['of another shape', answerWith(200, [ISSUED]), 'SCHEMA'],
  ])('is refused when it is %s', async (_, answer, causeCode) => {
    // With time to spare: it is what was answered that ends these, not the deadline, however busy the machine is.
    await expectFault((await httpServer(answer)).url, 'garbled', true, causeCode, DEADLINE_MS + 750)
  })

  it('is refused when a field is missing, or the answer empty', async () => {
    for (const body of [
      { access_token: ISSUED, expires_in: 60 },
      { kids: 'all' },
      { client_id: '1', expires_in: '60' },
    ]) {
      const { url } = await httpServer(answerWith(200, body))
      for (const call of [CALLS.issue, CALLS.verify, CALLS.keyIds]) {
        const error = await errorOf(call(new ChannelAccessTokenClient({ baseURL: url })))
        expect(error).toMatchObject({ kind: 'garbled', causeCode: 'SCHEMA', status: 200 })
      }
    }
    const { url } = await httpServer(answerWith(200, ''))
    const error = await errorOf(CALLS.issue(new ChannelAccessTokenClient({ baseURL: url })))
    expect(error).toMatchObject({ kind: 'garbled', effect: 'possible', causeCode: 'SCHEMA' })
  })

  // Node 24 gives the parser's fault no code, so that it looks like any other end.
  it('is refused when it is no HTTP', async () => {
    await expectFault(`http://127.0.0.1:${await rawServer(sendRaw(`${ISSUED}\r\n\r\n`))}`, EITHER, true)
  })

  it.each([301, 302, 303, 307, 308])('is not followed when it is a %d', async (status) => {
    const elsewhere = await httpServer(answerWith(200, ISSUED_BODY))
    const { url, requests } = await httpServer(answerWith(status, '', { location: `${elsewhere.url}/?to=${SECRET}` }))
    await expectFault(url, 'garbled', true, 'REDIRECT')
    expect(requests).toHaveLength(4)
    expect(elsewhere.requests).toEqual([])
  })
})

function drip(response: Parameters<Answer>[0]) {
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(4096)));
  }
  response.on('drain', more)
  more()
}

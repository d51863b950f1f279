import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { lineConsole } from './console-client'
import { createLineStandIn, type LineStandInOptions } from './stand-in'
import type { ChannelType } from './state'

/** The assertion type LINE asks for. */
export const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** A fresh RSA pair, its public half in the form LINE's console takes. */
export function makeKey(modulusLength = 2048) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength })
  return { privateKey, publicJwk: { ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' } }
}

/** One pair for all tests of a file: making one takes a while. */
export const testKey = makeKey()

type Claims = Record<string, unknown>

/** Signs an assertion; claims and header given here replace the right ones, `undefined` leaves one out. */
export function signAssertion(
  channelId: string,
  kid: string,
  claims: Claims = {},
  { alg = 'RS256', key = testKey.privateKey as KeyObject | Uint8Array, now = Date.now() } = {},
): Promise<string> {
  const exp = Math.floor(now / 1000) + 60
  const right = { iss: channelId, sub: channelId, aud: 'https://api.line.me/', exp, token_exp: 3600 }
  return new SignJWT({ ...right, ...claims }).setProtectedHeader({ alg, typ: 'JWT', kid }).sign(key)
}

/** A stand-in in memory with one channel and one registered key, and short ways to call it. */
export async function lineRoom(options: Omit<LineStandInOptions, 'dataDir'> & { type?: ChannelType } = {}) {
  const standIn = createLineStandIn(options)
  const console = lineConsole({ fetch: standIn.fetch })
  const { channelId, channelSecret } = await console.createChannel({ type: options.type })
  const kid = await console.registerKey(channelId, testKey.publicJwk)
  return { standIn, console, channelId, channelSecret, kid, ...callers(standIn.fetch, channelId, channelSecret, kid) }
}

type Fetch = (input: string, init?: RequestInit) => Promise<Response>
export type Reply = { status: number; body: Record<string, unknown> | null; headers: Headers }

/** Ways to call the API of a stand-in as one channel; `origin` is where its server listens. */
export function callers(fetch: Fetch, channelId: string, secret: string, kid: string, origin = 'https://api.line.me') {
  const reply = async (response: Response): Promise<Reply> => {
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text), headers: response.headers }
  }
  const post = async (path: string, form: Record<string, string>, init: RequestInit = {}) =>
    reply(await fetch(`${origin}${path}`, { method: 'POST', body: new URLSearchParams(form), ...init }))
  const get = async (path: string, query: Record<string, string>) =>
    reply(await fetch(`${origin}${path}?${new URLSearchParams(query)}`))
  const issueV21With = (assertion: string) =>
    post('/oauth2/v2.1/token', {
      grant_type: 'client_credentials',
      client_assertion_type: jwtBearer,
      client_assertion: assertion,
    })
  const listKeyIdsWith = (assertion: string) =>
    get('/oauth2/v2.1/tokens/kid', { client_assertion_type: jwtBearer, client_assertion: assertion })
  return {
    post,
    get,
    issueV21With,
    listKeyIdsWith,
    issueV21: async (claims: Claims = {}) => issueV21With(await signAssertion(channelId, kid, claims)),
    listKeyIds: async () => listKeyIdsWith(await signAssertion(channelId, kid)),
    verifyV21: (token: string) => get('/oauth2/v2.1/verify', { access_token: token }),
    revokeV21: (token: string, clientSecret = secret) =>
      post('/oauth2/v2.1/revoke', { client_id: channelId, client_secret: clientSecret, access_token: token }),
    issueShort: (clientId = channelId, clientSecret = secret) =>
      post('/v2/oauth/accessToken', {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }),
    verifyShort: (token: string) => post('/v2/oauth/verify', { access_token: token }),
    revokeShort: (token: string) => post('/v2/oauth/revoke', { access_token: token }),
    issueStateless: (clientSecret = secret) =>
      post('/oauth2/v3/token', {
        grant_type: 'client_credentials',
        client_id: channelId,
        client_secret: clientSecret,
      }),
  }
}

/** The token in a reply to an issue. */
export function tokenIn(reply: Reply): string {
  if (typeof reply.body?.access_token !== 'string')
    throw new Error(`No token was issued: ${JSON.stringify(reply.body)}`)
  return reply.body.access_token
}

/** An OAuth error as LINE sends it. */
export function oauth(error: string, description?: string) {
  return { status: 400, body: description === undefined ? { error } : { error, error_description: description } }
}

/** A Messaging API error as LINE sends it. */
export function message(status: number, text: string) {
  return { status, body: { message: text } }
}

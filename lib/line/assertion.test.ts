import { inspect } from 'node:util'
import { createLocalJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '@/lib/sealing/secret'
import { ASSERTION_SECONDS, MAX_TOKEN_SECONDS, signAssertion, signJwt } from './assertion'
import example from './line-example-jwt.fixture.json'

const exampleKey = new Secret(JSON.stringify(example.privateJwk))

describe('LINE’s documented example', () => {
  it('comes out byte for byte from its header and claims', async () => {
    const jwt = await signJwt({ typ: 'JWT', alg: 'RS256', kid: example.header.kid }, example.payload, exampleKey)
    expect(jwt.expose()).toBe(example.jwt)
  })

  it('comes out byte for byte as an assertion', async () => {
    const assertion = await signAssertion({
      channelId: example.payload.iss,
      kid: example.header.kid,
      privateJwk: exampleKey,
      expiresAt: new Date(example.payload.exp * 1000 + 999),
      tokenExpSeconds: example.payload.token_exp,
    })
    expect(assertion.expose()).toBe(example.jwt)
  })
})

describe('an assertion', () => {
  let privateJwk: Secret
  let keys: ReturnType<typeof createLocalJWKSet>
  const expiresAt = new Date(Date.now() + ASSERTION_SECONDS * 1000)
  const sign = (more: object = {}) => signAssertion({ channelId: '165', kid: 'k-1', privateJwk, expiresAt, ...more })

  beforeAll(async () => {
    const pair = await generateKeyPair('RS256', { extractable: true })
    privateJwk = new Secret(JSON.stringify(await exportJWK(pair.privateKey)))
    keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k-1' }] })
  })

  it('carries what LINE asks for and nothing else', async () => {
    const jwt = (await sign({ tokenExpSeconds: 60 })).expose()
    expect(decodeProtectedHeader(jwt)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k-1' })
    const exp = Math.floor(expiresAt.getTime() / 1000)
    expect((await jwtVerify(jwt, keys, { audience: 'https://api.line.me/', issuer: '165' })).payload).toEqual({
      iss: '165',
      sub: '165',
      aud: 'https://api.line.me/',
      exp,
      token_exp: 60,
    })
  })

  it('needs no token life, and takes another audience', async () => {
    const { payload } = await jwtVerify((await sign({ audience: 'http://127.0.0.1:1/' })).expose(), keys)
    expect(payload.aud).toBe('http://127.0.0.1:1/')
    expect(payload).not.toHaveProperty('token_exp')
  })

  it.each([0, -1, 1.5, MAX_TOKEN_SECONDS + 1, Number.NaN])('refuses a token life of %d s', async (tokenExpSeconds) => {
    const refused = { code: 'invalid', reason: 'lineTokenLifeInvalid', values: { maxSeconds: 2_592_000 } }
    await expect(sign({ tokenExpSeconds })).rejects.toMatchObject(refused)
  })

  it.each([1, MAX_TOKEN_SECONDS])('takes a token life of %d s', async (tokenExpSeconds) => {
    const { payload } = await jwtVerify((await sign({ tokenExpSeconds })).expose(), keys)
    expect(payload.token_exp).toBe(tokenExpSeconds)
  })

  it('refuses a key it cannot sign with, without a word of it', async () => {
    const { n, e, kty, d } = example.privateJwk
    for (const text of [`{"d":"${d}`, '{}', JSON.stringify({ kty, n, e }), JSON.stringify({ kty, n, e, d })]) {
      const error = await sign({ privateJwk: new Secret(text) }).catch((reason: unknown) => reason)
      expect(error).toMatchObject({ code: 'invalid', reason: 'lineSigningKeyUnusable' })
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(d.slice(0, 6))
    }
  })

  it('needs a channel, a kid and an instant', async () => {
    for (const more of [{ channelId: '' }, { kid: '' }, { audience: '' }, { expiresAt: new Date(Number.NaN) }]) {
      await expect(sign(more)).rejects.toThrow(TypeError)
    }
  })

  it('cannot be printed', async () => {
    expect(inspect(await sign(), { depth: 10, showHidden: true })).toBe('[secret]')
  })
})

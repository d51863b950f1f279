import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { identifyToken } from './identify'
import { importToken } from './import'
import { lookOf, readPasted } from './look'
import { tokenFamily } from './pasted'
import { revokeToken } from './revoke'
import { LOOKS, type Look } from './schema'
import { verifyToken } from './verify'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwsOf = (header: unknown, claims: unknown) =>
  `${part(header)}.${part(claims)}.${randomBytes(32).toString('base64url')}`

const JWS = jwsOf({ alg: 'HS256' }, { any: 'thing' })
const OPAQUE = `${randomBytes(126).toString('base64')}`
const PADDED = `bNl4YEFPI/hjFWhTqexp4MuEw5YPs7qhr6dJDXKwNPuLka+${randomBytes(40).toString('base64').slice(0, 40)}=`
const SECRET = '0123456789abcdef0123456789abcdef'
const PRIVATE_JWK = JSON.stringify({ kty: 'RSA', n: 'AQAB', e: 'AQAB', d: 'AQAB' }, null, 2)
const PUBLIC_JWK = JSON.stringify({ kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB', n: 'AQAB' })
const pem = (name: string) => `-----BEGIN ${name}-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END ${name}-----\n`

describe('by its looks', () => {
  it.each<[string, string, Look]>([
    ['a v2.1 or stateless token', JWS, 'jws'],
    ['a short-lived or long-lived token', OPAQUE, 'opaque'],
    ['one that ends with padding', PADDED, 'opaque'],
    ['a channel secret', SECRET, 'channelSecret'],
    ['a channel secret in capitals', SECRET.toUpperCase(), 'channelSecret'],
    ['a private JWK', PRIVATE_JWK, 'privateKey'],
    ['a set of keys with a private one', `{"keys":[${PUBLIC_JWK},${PRIVATE_JWK}]}`, 'privateKey'],
    ['a symmetric JWK', '{"kty":"oct","k":"c2VjcmV0"}', 'privateKey'],
    ['a private key in PEM', pem('PRIVATE KEY'), 'privateKey'],
    ['an RSA private key in PEM', pem('RSA PRIVATE KEY'), 'privateKey'],
    ['an encrypted private key in PEM', pem('ENCRYPTED PRIVATE KEY'), 'privateKey'],
    ['a public JWK', PUBLIC_JWK, 'publicKey'],
    ['a set of public keys', `{"keys":[${PUBLIC_JWK}]}`, 'publicKey'],
    ['a public key in PEM', pem('PUBLIC KEY'), 'publicKey'],
    [
      'an assertion',
      jwsOf({ alg: 'RS256', kid: 'a' }, { iss: '1', sub: '1', aud: 'https://api.line.me/' }),
      'assertion',
    ],
    ['an assertion for several', jwsOf({ alg: 'RS256' }, { aud: ['https://api.line.me/', 'x'] }), 'assertion'],
    ['an ID token', jwsOf({ alg: 'HS256' }, { iss: 'https://access.line.me', aud: '1653424912' }), 'idToken'],
    ['an ID token signed with ES256', jwsOf({ alg: 'ES256' }, { iss: 'https://access.line.me' }), 'idToken'],
    ['a channel ID', '1653424912', 'channelId'],
    ['a key ID', 'sDTOzw5wIfWxxxxzcmeQAA', 'keyId'],
    ['a key ID with hyphens', 'U_gdnFYKTWRxxxx-VZexGg', 'keyId'],
    ['a kid', '536e453c-aa93-4449-8e90-add2608783c6', 'keyId'],
    ['a name of a host', 'api.line.example', 'other'],
    ['three parts of nothing', `${'a'.repeat(20)}.${'b'.repeat(20)}.${'c'.repeat(20)}`, 'other'],
    ['a JWE', `${JWS}.${'d'.repeat(20)}.${'e'.repeat(20)}`, 'other'],
    ['a sentence', 'Please find the channel access token in the console', 'other'],
    ['one in Japanese', 'チャネルアクセストークンはここにあります', 'other'],
    ['half a token', OPAQUE.slice(0, 39), 'other'],
    ['a number too long for a channel ID', '1'.repeat(21), 'other'],
    ['JSON of something else', '{"client_id":"1653424912"}', 'other'],
    ['JSON that breaks off', '{"kty":"RSA","d":', 'other'],
    ['nothing', '', 'other'],
  ])('tells %s', (_name, text, look) => expect(readPasted(text).look).toBe(look))
})

describe('copied with something around it', () => {
  const answer = { access_token: JWS, token_type: 'Bearer', expires_in: 2592000, key_id: 'sDTOzw5wIfWxxxxzcmeQAA' }
  const form = new URLSearchParams({ grant_type: 'x', access_token: PADDED }).toString()
  const folded = (text: string, end: string) => text.replace(/.{30}/g, `$&${end}`)
  it.each<[string, string, string]>([
    ['blanks', `\n  ${JWS} \t\n`, JWS],
    ['quotes', `"${JWS}"`, JWS],
    ['quotes and a comma', `'${PADDED}',`, PADDED],
    ['backquotes', `\`${OPAQUE}\``, OPAQUE],
    ['what cannot be seen', `\ufeff${JWS}\u200b`, JWS],
    ['line breaks', folded(OPAQUE, '\n'), OPAQUE],
    ['line breaks and indents', folded(JWS, '  \r\n    '), JWS],
    ['a header', `Authorization: Bearer ${PADDED}`, PADDED],
    ['curl', `curl -v -H 'Authorization: Bearer ${JWS}' https://api.line.me/v2/bot/info`, JWS],
    ['curl in double quotes', `curl -H "authorization: bearer ${OPAQUE}" \\\n  https://api.line.me`, OPAQUE],
    ['a line of .env', `LINE_CHANNEL_ACCESS_TOKEN=${PADDED}`, PADDED],
    ['a quoted line of .env', `LINE_CHANNEL_ACCESS_TOKEN="${PADDED}"`, PADDED],
    ['a remark behind it', `LINE_TOKEN=${JWS} # production`, JWS],
    ['export', `export LINE_TOKEN='${OPAQUE}';`, OPAQUE],
    ['YAML', `channel-token: ${PADDED}`, PADDED],
    ['Java properties', `line.bot.channelToken=${PADDED}`, PADDED],
    ['a line of JSON', `"channelAccessToken": "${OPAQUE}",`, OPAQUE],
    ["LINE's answer", JSON.stringify(answer), JWS],
    ["LINE's answer over several lines", JSON.stringify(answer, null, 2), JWS],
    ["a piece of LINE's answer", `"access_token":"${PADDED}","expires_in":2592000`, PADDED],
    ['the body of a form', form, PADDED],
    ['an address', `https://api.line.me/oauth2/v2.1/verify?access_token=${JWS}`, JWS],
  ])('comes out of %s', (_name, text, value) => {
    const pasted = readPasted(text)
    expect(pasted.secret.expose()).toBe(value)
    expect(tokenFamily(pasted.look)).toBe(value === JWS ? 'jws' : 'opaque')
  })

  it.each<[string, string, Look]>([
    ['a channel secret in .env', `LINE_CHANNEL_SECRET=${SECRET}`, 'channelSecret'],
    ['a quoted channel secret', `"${SECRET}"`, 'channelSecret'],
    ['a named kid', 'kid: 536e453c-aa93-4449-8e90-add2608783c6', 'keyId'],
    ['a key in JSON among others', `\n${PRIVATE_JWK}\n`, 'privateKey'],
  ])('%s is still told', (_name, text, look) => expect(readPasted(text).look).toBe(look))
})

describe('whatever the text', () => {
  const PIECES = [JWS, OPAQUE, PADDED, SECRET, PRIVATE_JWK, pem('PRIVATE KEY'), '1653424912', 'sDTOzw5wIfWxxxxzcmeQAA']
  const AROUND = ['', ' ', '\n', '"', "'", '`', '=', ':', '{', '}', '.', '%', '%zz', '\\', 'Bearer ', 'access_token=']
  const NAMES = [
    'A=',
    'export a.b=',
    '"access_token":',
    '\u0000',
    '\ud800',
    '\u200b',
    '鍵',
    '# ',
    ';',
    ',',
    '[]',
    'null',
  ]
  /** Repeatable, so that what fails once fails again. */
  function randomFrom(seed: number) {
    let state = seed
    return (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
  }
  const all = [...PIECES, ...AROUND, ...NAMES]
  function textOf(seed: number): string {
    const random = randomFrom(seed)
    const pick = () => {
      const piece = all[random(all.length)] ?? ''
      return random(4) > 0 ? piece : piece.slice(random(piece.length + 1), random(piece.length + 1))
    }
    return Array.from({ length: random(7) }, pick).join('')
  }
  const texts = Array.from({ length: 2_000 }, (_, seed) => textOf(seed))

  it('it never throws, and only what looks like a token has a family at LINE', () => {
    const seen = new Set<Look>()
    for (const text of texts) {
      const { look, secret } = readPasted(text)
      seen.add(look)
      expect(LOOKS).toContain(look)
      expect(lookOf(secret.expose()), JSON.stringify(text)).toBe(look)
      if (look === 'jws' || look === 'opaque') expect(tokenFamily(look)).toBe(look)
      else expect(() => tokenFamily(look)).toThrow(expect.objectContaining({ code: 'invalid', field: 'pasted' }))
    }
    // The texts were worth asking about.
    expect(seen.size).toBeGreaterThan(6)
  })

  it('a long one is told in time', () => {
    const started = performance.now()
    for (const end of ['', '=', '.', '"', '\n', ' #', '{'])
      readPasted(`A=${' '.repeat(4_000)}${'a'.repeat(4_000)}${end}`)
    expect(performance.now() - started).toBeLessThan(300)
  })
})

describe('at LINE', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld()
  })
  afterAll(() => world.close())

  it('nothing is asked of what is no token, nor to look up what is one', async () => {
    const { channelId } = await world.registeredChannel()
    const before = (await world.atLine.calls()).length
    const none = [SECRET, PRIVATE_JWK, pem('PUBLIC KEY'), '1653424912', 'sDTOzw5wIfWxxxxzcmeQAA', 'rubbish']
    for (const pasted of none) {
      const refused = { code: 'invalid', field: 'pasted' }
      await expect(perform(world.operator, verifyToken, { pasted })).rejects.toMatchObject(refused)
      await expect(perform(world.operator, revokeToken, { pasted })).rejects.toMatchObject(refused)
      const taking = { channelId, pasted, purpose: 'None' }
      await expect(perform(world.operator, importToken, taking)).rejects.toMatchObject(refused)
    }
    for (const pasted of [...none, JWS, OPAQUE])
      expect((await perform(world.operator, identifyToken, { pasted })).result.found).toBeNull()
    expect((await world.atLine.calls()).length).toBe(before)
    await expect(perform(world.operator, verifyToken, { pasted: JWS })).resolves.toMatchObject({
      result: { verdict: 'refused' },
    })
    expect((await world.atLine.calls()).length).toBe(before + 1)
  })
})

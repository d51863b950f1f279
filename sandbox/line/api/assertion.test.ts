import { createHmac } from 'node:crypto'
import { importJWK } from 'jose'
import { expect, test } from 'vitest'
import { jwtBearer, lineRoom, makeKey, message, oauth, signAssertion } from '../test-room'

const unknownKey = message(404, 'Cannot find channel key that satisfies the conditions')
const invalidExp = oauth('invalid_client', 'Invalid exp')
const missed = oauth('invalid_request', 'some parameters missed or invalid')
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
const otherKey = makeKey()

test.each([
  ['another subject', { sub: '1' }],
  ['no subject', { sub: undefined }],
  ['an audience without its slash', { aud: 'https://api.line.me' }],
  ['another audience', { aud: 'https://example.com/' }],
  ['no audience', { aud: undefined }],
  ['a life of zero', { token_exp: 0 }],
  ['a life of more than 30 days', { token_exp: 2_592_001 }],
  ['a broken life', { token_exp: 1.5 }],
  ['no life', { token_exp: undefined }],
  ['a life in words', { token_exp: 'long' }],
])('%s is refused', async (_name, claims) => {
  const line = await lineRoom()
  expect(await line.issueV21(claims)).toMatchObject({ status: 400, body: { error: 'invalid_client' } })
  expect(await line.listKeyIds()).toMatchObject({ body: { kids: [] } })
})

test.each([
  ['expired', { exp: inSeconds(-60) }],
  ['31 minutes ahead', { exp: inSeconds(31 * 60) }],
  ['in milliseconds', { exp: Date.now() }],
  ['absent', { exp: undefined }],
  ['no number', { exp: 'soon' }],
])('an exp that is %s is refused', async (_name, claims) => {
  const line = await lineRoom()
  expect(await line.issueV21(claims)).toMatchObject(invalidExp)
})

test.each([
  ['in strings, as in the first example of LINE', { exp: String(inSeconds(60)), token_exp: '2592000' }],
  ['30 minutes ahead', { exp: inSeconds(1800), token_exp: 2_592_000 }],
  ['with a list of audiences', { aud: ['https://example.com/', 'https://api.line.me/'], token_exp: 2_592_000 }],
])('an assertion %s is accepted', async (_name, claims) => {
  const line = await lineRoom()
  expect(await line.issueV21(claims)).toMatchObject({ status: 200, body: { expires_in: 2_592_000 } })
})

test('another audience can be configured', async () => {
  const line = await lineRoom({ audience: 'http://127.0.0.1:4010/' })
  expect((await line.issueV21()).status).toBe(400)
  expect((await line.issueV21({ aud: 'http://127.0.0.1:4010/' })).status).toBe(200)
})

test('the same assertion may come again', async () => {
  const line = await lineRoom()
  const assertion = await signAssertion(line.channelId, line.kid, { token_exp: 60 })
  expect(await line.issueV21With(assertion)).toMatchObject({ status: 200, body: { expires_in: 60 } })
  expect(await line.issueV21With(assertion)).toMatchObject({ status: 200 })
  expect((await line.listKeyIdsWith(assertion)).body?.kids).toHaveLength(2)
})

test('only RS256 is believed: none, HS256 with the public key and PS256 are refused', async () => {
  const line = await lineRoom()
  const claims = (await signAssertion(line.channelId, line.kid)).split('.')[1]
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const none = `${part({ alg: 'none', kid: line.kid })}.${claims}.`
  const unsigned = `${part({ alg: 'HS256', kid: line.kid })}.${claims}`
  const [key] = (await line.console.getChannel(line.channelId)).keys
  const hs256 = `${unsigned}.${createHmac('sha256', JSON.stringify(key?.publicJwk)).update(unsigned).digest('base64url')}`
  const ps256 = await signAssertion(line.channelId, line.kid, {}, { alg: 'PS256' })
  for (const assertion of [none, hs256, ps256]) {
    expect(await line.issueV21With(assertion)).toMatchObject(oauth('invalid_client', 'Invalid alg'))
  }
})

test('an unknown kid is 404 on all three endpoints', async () => {
  const line = await lineRoom()
  const assertion = await signAssertion(line.channelId, '9869e446-3489-4516-a83f-ec9214ad94d0')
  const form = { grant_type: 'client_credentials', client_assertion_type: jwtBearer, client_assertion: assertion }
  expect(await line.issueV21With(assertion)).toMatchObject(unknownKey)
  expect(await line.listKeyIdsWith(assertion)).toMatchObject(unknownKey)
  expect(await line.post('/oauth2/v3/token', form)).toMatchObject(unknownKey)
})

test('a deleted key is 404, and the tokens issued with it live on', async () => {
  const line = await lineRoom()
  const issued = await line.issueV21()
  await line.console.deleteKey(line.channelId, line.kid)
  expect(await line.issueV21()).toMatchObject(unknownKey)
  expect((await line.verifyV21(String(issued.body?.access_token))).status).toBe(200)
})

test('a key of another channel does not speak for this one', async () => {
  const line = await lineRoom()
  const other = await line.console.createChannel()
  const assertion = await signAssertion(other.channelId, line.kid)
  expect(await line.issueV21With(assertion)).toMatchObject(
    oauth('invalid_client', 'iss and clientId of key do not match'),
  )
})

test('a signature of another key, or over other claims, is refused', async () => {
  const line = await lineRoom()
  const foreign = await signAssertion(line.channelId, line.kid, {}, { key: otherKey.privateKey })
  const [header, , signature] = (await signAssertion(line.channelId, line.kid)).split('.')
  const [, claims] = (await signAssertion(line.channelId, line.kid, { token_exp: 1 })).split('.')
  for (const assertion of [foreign, `${header}.${claims}.${signature}`]) {
    expect(await line.issueV21With(assertion)).toMatchObject(oauth('invalid_client', 'Invalid signature'))
  }
})

test.each(['', 'abc', 'a.b', 'a.b.c', 'e30.W10.AA', 'e30.e3.AA', '$.$.$'])('%j is no assertion', async (assertion) => {
  const line = await lineRoom()
  expect((await line.issueV21With(assertion)).status).toBe(400)
})

test('the checks come in the order of the rules', async () => {
  const line = await lineRoom()
  const everythingWrong = { iss: '1', sub: '2', aud: 'x', exp: 1, token_exp: 0 }
  const wrongKind = { key: otherKey.privateKey }
  const first = await signAssertion(line.channelId, 'unknown', everythingWrong, { ...wrongKind, alg: 'PS256' })
  const form = { grant_type: 'x', client_assertion_type: jwtBearer, client_assertion: first }
  expect(await line.post('/oauth2/v2.1/token', form)).toMatchObject(missed)
  expect(await line.issueV21With(first)).toMatchObject(oauth('invalid_client', 'Invalid alg'))
  const steps: [string, Record<string, unknown>, object][] = [
    ['unknown', everythingWrong, unknownKey],
    [line.kid, everythingWrong, oauth('invalid_client', 'iss and clientId of key do not match')],
    [line.kid, { ...everythingWrong, iss: line.channelId }, oauth('invalid_client', 'Invalid sub')],
    [line.kid, { aud: 'x', exp: 1, token_exp: 0 }, oauth('invalid_client', 'Invalid aud')],
    [line.kid, { exp: 1, token_exp: 0 }, invalidExp],
    [line.kid, { token_exp: 0 }, oauth('invalid_client', 'Invalid token_exp')],
  ]
  for (const [kid, claims, expected] of steps) {
    expect(await line.issueV21With(await signAssertion(line.channelId, kid, claims))).toMatchObject(expected)
  }
  const badSignature = await signAssertion(line.channelId, line.kid, everythingWrong, wrongKind)
  expect(await line.issueV21With(badSignature)).toMatchObject(oauth('invalid_client', 'Invalid signature'))
})

test('the public key of the other forms is the key too', async () => {
  const line = await lineRoom()
  const { use: _use, ...jwk } = otherKey.publicJwk
  const kid = await line.console.registerKey(line.channelId, { ...jwk, key_ops: ['verify'], ext: true })
  const key = (await line.console.getChannel(line.channelId)).keys.find((one) => one.kid === kid)
  await importJWK(key?.publicJwk ?? {}, 'RS256')
  const assertion = await signAssertion(line.channelId, kid, {}, { key: otherKey.privateKey })
  expect((await line.issueV21With(assertion)).status).toBe(200)
})

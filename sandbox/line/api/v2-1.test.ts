import { expect, test } from 'vitest'
import type { ChannelType } from '../state'
import { lineRoom, message, oauth, tokenIn } from '../test-room'

const full = message(400, 'The maximum number of access tokens has already been issued')
const notJws = oauth('invalid_request', 'The access token not JWS')
const malformed = oauth('invalid_request', 'The access token malformed')
const revoked = oauth('invalid_request', 'The access token revoked')
const expired = oauth('invalid_request', 'The access token expired')

test('a v2.1 token lives as long as was asked and has a key ID', async () => {
  const line = await lineRoom()
  const issued = await line.issueV21({ token_exp: 100 })
  expect(issued).toMatchObject({ status: 200, body: { expires_in: 100, token_type: 'Bearer' } })
  expect(issued.body?.key_id).toMatch(/^[\w-]{22}$/)
  const verified = await line.verifyV21(tokenIn(issued))
  expect(verified.body).toMatchObject({ client_id: line.channelId, scope: 'profile chat_message.write' })
  expect(verified.body?.expires_in).toBeOneOf([99, 100])
  expect(await line.listKeyIds()).toMatchObject({ status: 200, body: { kids: [issued.body?.key_id] } })
})

test('the 31st is refused and nothing changes', async () => {
  const line = await lineRoom()
  const issued = await Promise.all(Array.from({ length: 30 }, () => line.issueV21()))
  const before = (await line.listKeyIds()).body?.kids
  expect(await line.issueV21()).toMatchObject(full)
  expect((await line.listKeyIds()).body?.kids).toEqual(before)
  expect(new Set(issued.map((reply) => reply.body?.key_id)).size).toBe(30)
  for (const reply of issued) expect((await line.verifyV21(tokenIn(reply))).status).toBe(200)
})

test('40 at once make exactly 30', async () => {
  const line = await lineRoom()
  const replies = await Promise.all(Array.from({ length: 40 }, () => line.issueV21()))
  expect(replies.filter((reply) => reply.status === 200)).toHaveLength(30)
  expect((await line.listKeyIds()).body?.kids).toHaveLength(30)
})

test('a revoked and an expired token free their places; kinds are counted apart', async () => {
  const line = await lineRoom()
  const first = tokenIn(await line.issueV21())
  await line.issueV21({ token_exp: 10 })
  for (let i = 0; i < 28; i += 1) await line.issueV21()
  expect((await line.issueShort()).status).toBe(200)
  expect(await line.issueV21()).toMatchObject(full)
  await line.revokeV21(first)
  expect((await line.issueV21()).status).toBe(200)
  expect(await line.issueV21()).toMatchObject(full)
  await line.console.advanceClock(11)
  expect((await line.issueV21()).status).toBe(200)
})

test('revoking answers 200 with nothing to a live, an ended and an unknown token', async () => {
  const line = await lineRoom()
  const token = tokenIn(await line.issueV21())
  for (const text of [token, token, 'eyJhbGciOiJIUzI1NiJ9.e30.AAAA']) {
    expect(await line.revokeV21(text)).toMatchObject({ status: 200, body: null })
  }
  expect(await line.verifyV21(token)).toMatchObject(revoked)
  expect((await line.listKeyIds()).body?.kids).toEqual([])
})

test('revoking asks for the secret first', async () => {
  const line = await lineRoom()
  const token = tokenIn(await line.issueV21())
  expect(await line.revokeV21(token, 'wrong')).toMatchObject(oauth('invalid_client', 'invalid client_secret'))
  expect(await line.revokeV21('nonsense', 'wrong')).toMatchObject(oauth('invalid_client', 'invalid client_secret'))
  expect((await line.verifyV21(token)).status).toBe(200)
})

test('a channel cannot revoke the token of another, though the answer is 200', async () => {
  const line = await lineRoom()
  const token = tokenIn(await line.issueV21())
  const other = await line.console.createChannel()
  const form = { client_id: other.channelId, client_secret: other.channelSecret, access_token: token }
  expect((await line.post('/oauth2/v2.1/revoke', form)).status).toBe(200)
  expect((await line.verifyV21(token)).status).toBe(200)
})

test('an expired token is said to be expired and is no longer listed', async () => {
  const line = await lineRoom()
  const token = tokenIn(await line.issueV21({ token_exp: 20 }))
  const other = await line.issueV21({ token_exp: 60 })
  await line.console.advanceClock(21)
  expect(await line.verifyV21(token)).toMatchObject(expired)
  expect((await line.revokeV21(token)).status).toBe(200)
  expect(await line.listKeyIds()).toMatchObject({ body: { kids: [other.body?.key_id] } })
})

test('an assertion made by a clock that is far behind is refused', async () => {
  const line = await lineRoom()
  await line.console.advanceClock(3600)
  expect(await line.listKeyIds()).toMatchObject(oauth('invalid_client', 'Invalid exp'))
})

test('tokens of the other family are not JWS; a broken JWS is malformed', async () => {
  const line = await lineRoom()
  const short = tokenIn(await line.issueShort())
  expect(await line.verifyV21(short)).toMatchObject(notJws)
  expect(await line.revokeV21(short)).toMatchObject(notJws)
  expect(await line.verifyV21('a.b!.c')).toMatchObject(malformed)
  expect(await line.revokeV21('a.b!.c')).toMatchObject(malformed)
  expect(await line.verifyV21('eyJhbGciOiJIUzI1NiJ9.e30.AAAA')).toMatchObject(malformed)
})

test.each<[ChannelType, number]>([
  ['messaging_api', 200],
  ['module', 200],
  ['mini_app', 400],
  ['line_login', 400],
])('a channel of type %s is answered %i', async (type, status) => {
  const line = await lineRoom({ type })
  expect((await line.issueV21()).status).toBe(status)
  expect((await line.issueShort()).status).toBe(200)
  expect((await line.issueStateless()).status).toBe(200)
})

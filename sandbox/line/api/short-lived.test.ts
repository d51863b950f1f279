import { expect, test } from 'vitest'
import { lineRoom, oauth, tokenIn } from '../test-room'

const invalid = oauth('invalid_request', 'access_token invalid')
const wrongFormat = oauth('invalid_request', 'access_token in invalid format')

test('a short-lived token lives 30 days and is verified with its channel', async () => {
  const line = await lineRoom()
  const issued = await line.issueShort()
  expect(issued).toMatchObject({ status: 200, body: { expires_in: 2_592_000, token_type: 'Bearer' } })
  expect(Object.keys(issued.body ?? {}).sort()).toEqual(['access_token', 'expires_in', 'token_type'])
  const verified = await line.verifyShort(tokenIn(issued))
  expect(verified).toMatchObject({ status: 200, body: { client_id: line.channelId, scope: 'P CM' } })
  expect(verified.body?.expires_in).toBeGreaterThan(2_591_990)
})

test('the 31st is issued and ends the oldest one, and only that', async () => {
  const line = await lineRoom()
  const issued: string[] = []
  for (let i = 0; i < 31; i += 1) issued.push(tokenIn(await line.issueShort()))
  const statuses = await Promise.all(issued.map(async (token) => (await line.verifyShort(token)).status))
  expect(statuses).toEqual([400, ...Array(30).fill(200)])
  expect((await line.console.getChannel(line.channelId)).tokens['short-lived']).toHaveLength(30)
})

test('a revoked place is free again, so that nothing else ends', async () => {
  const line = await lineRoom()
  const issued: string[] = []
  for (let i = 0; i < 30; i += 1) issued.push(tokenIn(await line.issueShort()))
  await line.revokeShort(issued[7] ?? '')
  await line.issueShort()
  expect((await line.verifyShort(issued[0] ?? '')).status).toBe(200)
})

test.each([
  ['a wrong secret', { client_secret: '0'.repeat(32) }, oauth('invalid_client', 'invalid client_secret')],
  ['an unknown channel', { client_id: '1' }, oauth('invalid_client', 'invalid client_id')],
  ['an ID that is no number', { client_id: 'abc' }, oauth('invalid_request', 'some parameters in the wrong format')],
  ['a missing ID', { client_id: '' }, oauth('invalid_request', 'some parameters missed or invalid')],
  ['another grant type', { grant_type: 'password' }, oauth('invalid_request', 'some parameters missed or invalid')],
])('issuing is refused for %s', async (_name, change, expected) => {
  const line = await lineRoom()
  const right = { grant_type: 'client_credentials', client_id: line.channelId, client_secret: line.channelSecret }
  expect(await line.post('/v2/oauth/accessToken', { ...right, ...change })).toMatchObject(expected)
})

test('a reissued secret fails the old one at once, and tokens live on', async () => {
  const line = await lineRoom()
  const token = tokenIn(await line.issueShort())
  const secret = await line.console.reissueSecret(line.channelId)
  expect(await line.issueShort()).toMatchObject(oauth('invalid_client', 'invalid client_secret'))
  expect((await line.issueShort(line.channelId, secret)).status).toBe(200)
  expect((await line.verifyShort(token)).status).toBe(200)
})

test('revoking answers 200 with nothing to a live, an ended and an unknown token', async () => {
  const line = await lineRoom()
  const token = tokenIn(await line.issueShort())
  for (const text of [token, token, 'bm90IGlzc3VlZA==']) {
    const reply = await line.revokeShort(text)
    expect(reply).toMatchObject({ status: 200, body: null })
    expect(reply.headers.get('content-type')).toBeNull()
  }
  expect(await line.verifyShort(token)).toMatchObject(invalid)
})

test('a token in a wrong format is refused by verify and revoke, each in its own words', async () => {
  const line = await lineRoom()
  expect(await line.verifyShort('not a token!')).toMatchObject(wrongFormat)
  expect(await line.revokeShort('not a token!')).toEqual(expect.objectContaining(oauth('invalid_request')))
  expect(await line.post('/v2/oauth/revoke', {})).toMatchObject(oauth('invalid_request'))
})

test('a token that is not percent-encoded is not revoked', async () => {
  const line = await lineRoom()
  const token = tokenIn(await line.issueShort())
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const raw of [token, token.replaceAll('+', '%2B'), token.replaceAll('/', '%2F')]) {
    const reply = await line.post('/v2/oauth/revoke', {}, { headers, body: `access_token=${raw}` })
    expect(reply).toMatchObject(oauth('invalid_request'))
  }
  expect((await line.verifyShort(token)).status).toBe(200)
})

test('a token expires by the clock and then is invalid', async () => {
  const line = await lineRoom()
  const token = tokenIn(await line.issueShort())
  await line.console.advanceClock(2_592_000 - 5)
  expect((await line.verifyShort(token)).status).toBe(200)
  await line.console.advanceClock(6)
  expect(await line.verifyShort(token)).toMatchObject(invalid)
})

test('a v2.1 token is invalid here; revoking it here says 200 and does nothing', async () => {
  const line = await lineRoom()
  const token = tokenIn(await line.issueV21())
  expect(await line.verifyShort(token)).toMatchObject(invalid)
  expect((await line.revokeShort(token)).status).toBe(200)
  expect((await line.verifyV21(token)).status).toBe(200)
})

test('a long-lived token is verified with a very large number and a new one ends it at once', async () => {
  const line = await lineRoom()
  const first = await line.console.issueLongLived(line.channelId)
  expect((await line.verifyShort(first)).body?.expires_in).toBeGreaterThan(2 ** 31)
  const second = await line.console.issueLongLived(line.channelId)
  expect(await line.verifyShort(first)).toMatchObject(invalid)
  expect((await line.revokeShort(second)).status).toBe(200)
  expect(await line.verifyShort(second)).toMatchObject(invalid)
})

test('a long-lived token may outlive its successor by some hours', async () => {
  const line = await lineRoom()
  const first = await line.console.issueLongLived(line.channelId)
  await line.console.issueLongLived(line.channelId, 2)
  await line.console.advanceClock(7100)
  expect((await line.verifyShort(first)).status).toBe(200)
  await line.console.advanceClock(200)
  expect(await line.verifyShort(first)).toMatchObject(invalid)
})

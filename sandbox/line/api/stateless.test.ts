import { expect, test } from 'vitest'
import { jwtBearer, lineRoom, oauth, signAssertion, tokenIn } from '../test-room'

const invalid = oauth('invalid_request', "Invalid 'client_credentials'.")
const missed = oauth('invalid_request', 'some parameters missed or invalid')

test('a stateless token is issued by secret or by assertion, for 900 seconds whatever the assertion says', async () => {
  const line = await lineRoom()
  const client_assertion = await signAssertion(line.channelId, line.kid, { token_exp: 5 })
  const byAssertion = { grant_type: 'client_credentials', client_assertion_type: jwtBearer, client_assertion }
  const empty = { client_id: '', client_secret: '' }
  const replies = [
    await line.issueStateless(),
    await line.post('/oauth2/v3/token', byAssertion),
    await line.post('/oauth2/v3/token', { ...byAssertion, ...empty }),
  ]
  for (const reply of replies) {
    expect(reply).toMatchObject({ status: 200, body: { expires_in: 900, token_type: 'Bearer' } })
    expect(tokenIn(reply)).toMatch(/^eyJhbGciOiJIUz[\w-]*\.[\w-]+\.[\w-]+$/)
  }
  const bothWays = { ...byAssertion, client_id: line.channelId, client_secret: line.channelSecret }
  expect(await line.post('/oauth2/v3/token', bothWays)).toMatchObject(missed)
  expect(await line.post('/oauth2/v3/token', { grant_type: 'client_credentials' })).toMatchObject(missed)
})

test('a wrong secret and an unknown channel are an invalid request', async () => {
  const line = await lineRoom()
  expect(await line.issueStateless('wrong')).toMatchObject(invalid)
  const unknown = { grant_type: 'client_credentials', client_id: '1', client_secret: line.channelSecret }
  expect(await line.post('/oauth2/v3/token', unknown)).toMatchObject(invalid)
})

test('there is no limit, no place is taken, and no endpoint verifies or ends one', async () => {
  const line = await lineRoom()
  const issued = await Promise.all(Array.from({ length: 40 }, () => line.issueStateless()))
  expect(issued.every((reply) => reply.status === 200)).toBe(true)
  const token = tokenIn(issued[0] ?? (await line.issueStateless()))
  expect((await line.listKeyIds()).body?.kids).toEqual([])
  expect((await line.issueV21()).status).toBe(200)
  expect((await line.verifyV21(token)).status).toBe(400)
  expect((await line.verifyShort(token)).status).toBe(400)
  expect((await line.revokeV21(token)).status).toBe(200)
  expect((await line.revokeShort(token)).status).toBe(200)
  expect((await line.console.getChannel(line.channelId)).tokens.stateless).toHaveLength(40)
  await line.console.advanceClock(901)
  expect((await line.console.getChannel(line.channelId)).tokens.stateless).toEqual([])
})

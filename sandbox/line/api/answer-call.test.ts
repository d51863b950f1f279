import { expect, test } from 'vitest'
import { lineRoom, message } from '../test-room'

test('every answer has a request id and the date of the stand-in, errors and unknown paths too', async () => {
  const line = await lineRoom()
  await line.console.advanceClock(86_400)
  const replies = [await line.issueShort(), await line.issueShort('1'), await line.get('/nothing', {})]
  for (const { headers } of replies) {
    expect(headers.get('x-line-request-id')).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/)
    expect(Date.parse(headers.get('date') ?? '') - Date.now()).toBeGreaterThan(86_390_000)
  }
  expect(replies.map(({ status }) => status)).toEqual([200, 400, 404])
})

test('only forms are read, and only with the right method', async () => {
  const line = await lineRoom()
  const body = { grant_type: 'client_credentials', client_id: line.channelId, client_secret: line.channelSecret }
  const headers = { 'content-type': 'application/json' }
  const json = await line.post('/v2/oauth/accessToken', {}, { headers, body: JSON.stringify(body) })
  expect(json).toMatchObject(message(415, 'Unsupported Media Type'))
  expect((await line.get('/v2/oauth/accessToken', body)).status).toBe(405)
})

test('the log holds every call in order, without a secret', async () => {
  const line = await lineRoom()
  const issued = await line.issueShort()
  await line.issueShort(line.channelId, 'wrong')
  await line.issueShort(line.channelSecret)
  await line.issueV21({ token_exp: 0 })
  const calls = await line.console.calls()
  const what = calls.map(({ endpoint, status, channelId }) => [endpoint, status, channelId])
  expect(what).toEqual([
    ['issueChannelToken', 200, line.channelId],
    ['issueChannelToken', 400, line.channelId],
    ['issueChannelToken', 400, null],
    ['issueChannelTokenByJWT', 400, line.channelId],
  ])
  expect(calls[0]?.requestId).toBe(issued.headers.get('x-line-request-id'))
  const text = JSON.stringify([calls, await line.console.getChannel(line.channelId)])
  for (const secret of [line.channelSecret, issued.body?.access_token]) expect(text).not.toContain(secret)
})

test('an answer takes at least the latency asked for, the console does not', async () => {
  const line = await lineRoom({ latencyMs: 60 })
  const start = performance.now()
  await line.console.listChannels()
  const afterConsole = performance.now()
  await line.issueShort()
  expect(performance.now() - afterConsole).toBeGreaterThanOrEqual(59)
  expect(afterConsole - start).toBeLessThan(59)

  await line.console.setLatency(120)
  const again = performance.now()
  await line.issueShort()
  expect(performance.now() - again).toBeGreaterThanOrEqual(119)
})

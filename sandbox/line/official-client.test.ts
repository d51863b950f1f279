import { channelAccessToken } from '@line/bot-sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lineConsole } from './console-client'
import { startLineServer } from './server'
import { jwtBearer, signAssertion, testKey } from './test-room'

let server: Awaited<ReturnType<typeof startLineServer>>
beforeAll(async () => {
  server = await startLineServer({ port: 0 })
})
afterAll(() => server.close())

test('the official client does every operation against the server', async () => {
  const console = lineConsole({ url: server.url })
  const { channelId, channelSecret } = await console.createChannel()
  const kid = await console.registerKey(channelId, testKey.publicJwk)
  const client = new channelAccessToken.ChannelAccessTokenClient({ baseURL: server.url })
  const grant = 'client_credentials'
  const assertion = await signAssertion(channelId, kid)

  const short = await client.issueChannelToken(grant, channelId, channelSecret)
  expect(await client.verifyChannelToken(short.access_token)).toMatchObject({ client_id: channelId })
  await client.revokeChannelToken(short.access_token)
  await expect(client.verifyChannelToken(short.access_token)).rejects.toMatchObject({ status: 400 })

  const { httpResponse, body: v21 } = await client.issueChannelTokenByJWTWithHttpInfo(grant, jwtBearer, assertion)
  expect(httpResponse.headers.get('x-line-request-id')).toBeTruthy()
  expect(v21).toMatchObject({ expires_in: 3600, token_type: 'Bearer' })
  expect(await client.verifyChannelTokenByJWT(v21.access_token)).toMatchObject({ client_id: channelId })
  expect(await client.getsAllValidChannelAccessTokenKeyIds(jwtBearer, assertion)).toEqual({ kids: [v21.key_id] })
  await client.revokeChannelTokenByJWT(channelId, channelSecret, v21.access_token)
  await expect(client.verifyChannelTokenByJWT(v21.access_token)).rejects.toMatchObject({ status: 400 })
  expect(await client.getsAllValidChannelAccessTokenKeyIds(jwtBearer, assertion)).toEqual({ kids: [] })

  const stateless = [
    await client.issueStatelessChannelToken(grant, jwtBearer, assertion),
    await client.issueStatelessChannelToken(grant, undefined, undefined, channelId, channelSecret),
    await client.issueStatelessChannelTokenByJWTAssertion(assertion),
    await client.issueStatelessChannelTokenByClientSecret(channelId, channelSecret),
  ]
  for (const issued of stateless) expect(issued).toMatchObject({ expires_in: 900, token_type: 'Bearer' })

  const calls = await console.calls()
  expect(new Set(calls.map(({ endpoint }) => endpoint)).size).toBe(8)
  expect(calls.every(({ processed }) => processed)).toBe(true)
})

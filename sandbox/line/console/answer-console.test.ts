import { expect, test } from 'vitest'
import { createLineStandIn } from '../stand-in'
import { lineRoom, makeKey, testKey } from '../test-room'

const small = makeKey(1024)
const { kty, e, n } = testKey.publicJwk
const right = { kty, e, n, alg: 'RS256' }

test.each<[string, unknown, string]>([
  ['has a kid', { ...testKey.publicJwk, kid: 'x' }, 'kid'],
  ['is private', { ...testKey.privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }, 'private'],
  ['has 1024 bits', small.publicJwk, '2048'],
  ['is no RSA key', { ...testKey.publicJwk, kty: 'EC' }, 'kty'],
  ['is for RS384', { ...testKey.publicJwk, alg: 'RS384' }, 'alg'],
  ['says no alg', { ...testKey.publicJwk, alg: undefined }, 'alg'],
  ['says no use', right, 'use'],
  ['is for encrypting', { ...right, use: 'enc' }, 'use'],
  ['is for signing and verifying', { ...right, key_ops: ['sign', 'verify'] }, 'key_ops'],
  ['has a broken modulus', { ...testKey.publicJwk, n: '???' }, '2048'],
  ['is a list of keys', [testKey.publicJwk], 'one public key'],
  ['is no object', 'hello', 'one public key'],
])('a JWK that %s is refused', async (_name, jwk, reason) => {
  const { console, channelId } = await lineRoom()
  await expect(console.registerKey(channelId, jwk)).rejects.toThrow(reason)
  expect((await console.getChannel(channelId)).keys).toHaveLength(1)
})

test('a JWK is taken bare or as publicJwk, and its kid is a UUID', async () => {
  const { standIn, console, channelId } = await lineRoom()
  const url = `http://line.test/_console/channels/${channelId}/keys`
  const response = await standIn.fetch(url, { method: 'POST', body: JSON.stringify({ ...right, key_ops: ['verify'] }) })
  const { kid } = await response.json()
  expect(kid).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/)
  const { keys } = await console.getChannel(channelId)
  expect(keys.map((key) => key.publicJwk)).toEqual([
    { ...right, use: 'sig' },
    { ...right, key_ops: ['verify'] },
  ])
})

test('channels are made with what is given and refused when they cannot be', async () => {
  const { console } = await lineRoom()
  const given = { name: 'Shop', type: 'module', channelId: '1234567890', channelSecret: 'a'.repeat(32) } as const
  expect(await console.createChannel(given)).toEqual(given)
  await expect(console.createChannel(given)).rejects.toThrow('already')
  await expect(console.createChannel({ channelId: 'abc' })).rejects.toThrow('channelId')
  await expect(console.createChannel({ channelSecret: 'short' })).rejects.toThrow('channelSecret')
  await expect(console.getChannel('99')).rejects.toThrow('no such channel')
  await expect(console.deleteKey('1234567890', 'x')).rejects.toThrow('no such key')
  await expect(console.issueLongLived('1234567890')).rejects.toThrow('Messaging API')
  await expect(console.addFault({ endpoint: 'nothing', kind: '429' })).rejects.toThrow('endpoint')
  expect((await console.listChannels()).map(({ name }) => name)).toContain('Shop')
})

test("another team's script issues by the same rules, with a key of its own that is registered once", async () => {
  const line = await lineRoom()
  const { console, channelId } = line
  const first = await console.issueElsewhere(channelId, { seconds: 60 })
  const second = await console.issueElsewhere(channelId)
  expect(await line.verifyV21(first.accessToken)).toMatchObject({ status: 200, body: { client_id: channelId } })
  expect(new Set((await line.listKeyIds()).body?.kids as string[])).toEqual(new Set([first.keyId, second.keyId]))
  const { keys } = await console.getChannel(channelId)
  expect(keys).toHaveLength(2)
  await console.deleteKey(channelId, keys[1]?.kid ?? '')
  await console.issueElsewhere(channelId)
  expect((await console.getChannel(channelId)).keys.map(({ kid }) => kid)).not.toContain(keys[1]?.kid)

  const short = await console.issueElsewhere(channelId, { kind: 'short-lived' })
  expect(short.keyId).toBeNull()
  expect(await line.verifyShort(short.accessToken)).toMatchObject({ status: 200 })
  for (let count = 3; count < 30; count++) await console.issueElsewhere(channelId)
  await expect(console.issueElsewhere(channelId)).rejects.toThrow('maximum number')
  await expect(console.issueElsewhere(channelId, { seconds: 0 })).rejects.toThrow('seconds')
  const { channelId: login } = await console.createChannel({ type: 'line_login' })
  await expect(console.issueElsewhere(login)).rejects.toThrow('v2.1')
  await expect(console.issueElsewhere(login, { kind: 'short-lived' })).resolves.toMatchObject({ keyId: null })
})

test('a reset forgets everything, also a request that was to be worked on late', async () => {
  const line = await lineRoom()
  await line.console.addFault({ endpoint: 'issueChannelToken', kind: 'late', seconds: 0.05 })
  await expect(line.issueShort()).rejects.toThrow('fetch failed')
  await line.console.reset()
  await line.console.createChannel({ channelId: line.channelId, channelSecret: line.channelSecret })
  await new Promise((resolve) => setTimeout(resolve, 120))
  expect((await line.console.getChannel(line.channelId)).tokens['short-lived']).toEqual([])
  expect(await line.console.calls()).toEqual([])
})

test('a newcomer does it all by forms, and a message is shown once', async () => {
  const { fetch } = createLineStandIn()
  const origin = 'http://line.test'
  const page = async (path: string) => (await fetch(origin + path, { headers: { accept: 'text/html' } })).text()
  const submit = async (path: string, form: Record<string, string>) => {
    const response = await fetch(origin + path, { method: 'POST', body: new URLSearchParams(form) })
    expect(response.status).toBe(303)
    return response.headers.get('location') ?? ''
  }
  const created = await submit('/_console/channels', {
    name: '<b>"Shop" & co</b>',
    type: 'messaging_api',
    channelId: '',
  })
  const channelPage = await page(created)
  expect(channelPage).toContain('Channel created.')
  expect(channelPage).toContain('&lt;b&gt;&quot;Shop&quot; &amp; co&lt;/b&gt;')
  expect(channelPage).not.toContain('<b>')
  expect(channelPage).toContain('This is not LINE')
  expect(await page(created)).not.toContain('Channel created.')

  const base = created.split('?')[0] ?? ''
  const refused = await page(await submit(`${base}/keys`, { publicJwk: '{"kty":' }))
  expect(refused).toContain('role="alert"')
  const registered = await page(await submit(`${base}/keys`, { publicJwk: JSON.stringify(testKey.publicJwk) }))
  const kid = /id="notice-value" readonly value="([\w-]+)"/.exec(registered)?.[1]
  expect(registered).toContain(`id="kid-1" readonly value="${kid}"`)
  expect(await page(await submit(`${base}/keys/${kid}/delete`, {}))).toContain('No public key is registered.')

  const secretIn = (markup: string) => /id="channel-secret" readonly value="(\w{32})"/.exec(markup)?.[1]
  const reissued = await page(await submit(`${base}/secret`, {}))
  expect(secretIn(reissued)).toBeTruthy()
  expect(secretIn(reissued)).not.toBe(secretIn(channelPage))

  const location = await submit(`${base}/long-lived`, { graceHours: '2' })
  expect(location).toMatch(/\?notice=[\w-]{36}$/)
  expect(await page(location)).toMatch(/id="notice-value" readonly value="[\w+/=]{100,}"/)
  expect(await page(`${base}?q=1`)).not.toMatch(/value="[\w+/=]{100,}"/)
  expect(await page('/_console?q=shop')).toContain(base)
  expect(await page('/_console?q=%22%3E%3Cscript%3E')).toContain('value="&quot;&gt;&lt;script&gt;"')
})

test("a channel's page shows what lives without its values, issues elsewhere and moves the clock", async () => {
  const { standIn, channelId, console } = await lineRoom()
  const origin = 'http://line.test'
  const base = `/_console/channels/${channelId}`
  const page = async (path = base) => (await standIn.fetch(origin + path, { headers: { accept: 'text/html' } })).text()
  const submit = async (path: string, form: Record<string, string>) => {
    const response = await standIn.fetch(origin + path, { method: 'POST', body: new URLSearchParams(form) })
    return response.headers.get('location') ?? ''
  }
  const valueIn = (markup: string) => /id="notice-value" readonly value="([^"]+)"/.exec(markup)?.[1] ?? ''
  const v21 = valueIn(await page(await submit(`${base}/elsewhere`, { kind: 'v2.1', seconds: '3600' })))
  expect(v21).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  const short = valueIn(await page(await submit(`${base}/elsewhere`, { kind: 'short-lived' })))
  expect(short).toMatch(/^[\w+/=]{100,}$/)
  const keyId = (await console.getChannel(channelId)).tokens['v2.1'][0]?.key_id
  const shown = await page()
  expect(shown).toContain(`<code>${keyId}</code> until`)
  expect(shown.match(/1 of 30/g)).toHaveLength(2)
  for (const value of [v21, short]) expect(shown).not.toContain(value)

  const moved = await submit('/_console/clock', { channelId, advanceSeconds: '3600' })
  expect(moved).toMatch(new RegExp(`^${base}\\?notice=`))
  const later = await page(moved)
  expect(later).not.toContain(`<code>${keyId}</code>`)
  expect(later).toContain('name="advanceSeconds" value="-3600"')

  const { channelId: login } = await console.createChannel({ type: 'line_login' })
  const loginPage = await page(`/_console/channels/${login}`)
  expect(loginPage).not.toContain('Issue v2.1 token elsewhere')
  expect(loginPage).not.toContain('Issue long-lived token')
  expect(loginPage).toContain('Issue short-lived token elsewhere')
})

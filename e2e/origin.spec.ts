import { expect, test } from './fixtures'
import { setting } from './support/setting'

const OWN = new URL(setting.url).origin
const FOREIGN = ['https://evil.example', 'http://localhost:1', `${OWN}.evil.example`, 'null', '']
const TARGETS = [
  '/channels',
  '/preferences',
  '/sign-in',
  '/api/auth/signin/sso',
  '/api/auth/signout',
  '/api/health',
  '/jobs/00000000-0000-4000-8000-000000000000/deliveries',
]

for (const path of TARGETS)
  test(`a request to ${path} that changes something needs our own origin`, async ({ open }) => {
    const { request } = (await open('sato')).context()
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      for (const origin of FOREIGN) {
        const response = await request.fetch(path, {
          ...{ method, form: { theme: 'dark' }, maxRedirects: 0 },
          headers: { 'next-action': '0'.repeat(42), ...(origin ? { origin } : {}) },
        })
        expect(response.status(), `${method} from ${origin || 'nowhere'}`).toBe(403)
        expect(response.headers()['set-cookie']).toBeUndefined()
      }
  })

test('our own origin is let through', async ({ open }) => {
  const { request } = (await open('sato')).context()
  const response = await request.post('/preferences', {
    ...{ form: { theme: 'dark' }, maxRedirects: 0 },
    headers: { origin: OWN },
  })
  expect(response.status()).toBe(303)
  expect(response.headers()['set-cookie']).toContain('kagiban-theme=dark')
})

test('every answer carries the headers that protect it', async ({ open }) => {
  const { request } = (await open('sato')).context()
  for (const path of ['/channels', '/sign-in', '/history', '/nowhere', '/api/health']) {
    const headers = (await request.get(path, { maxRedirects: 0 })).headers()
    const policy = headers['content-security-policy'] ?? ''
    expect(policy, path).toContain("default-src 'none'")
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic';/)
    expect(policy).toContain(`form-action 'self' ${new URL(setting.identityUrl).origin}`)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    })
    expect(headers['x-powered-by']).toBeUndefined()
  }
})

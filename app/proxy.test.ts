import { NextRequest } from 'next/server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { proxy } from '@/proxy'

const APP = 'http://localhost:3000'

beforeEach(() => {
  vi.stubEnv('KAGIBAN_URL', APP)
  vi.stubEnv('KAGIBAN_OIDC_ISSUER', 'http://127.0.0.1:3001/realm')
})
afterEach(() => vi.unstubAllEnvs())

const ask = (path: string, { method = 'GET', ...headers }: Record<string, string> = {}) =>
  proxy(new NextRequest(`${APP}${path}`, { method, headers }))
const SIGNED_IN = { cookie: 'kagiban-session=x' }

it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('refuses %s from elsewhere, on every path', (method) => {
  for (const path of ['/', '/channels', '/api/auth/signin/sso', '/api/health', '/sign-in', '/preferences'])
    for (const origin of ['https://evil.example', 'null', 'http://localhost:3001', 'https://localhost:3000', undefined])
      expect(ask(path, { method, ...SIGNED_IN, ...(origin ? { origin } : {}) }).status, `${path} ${origin}`).toBe(403)
})

it('is not talked into another origin by forwarded headers', () => {
  const forged = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
  expect(ask('/channels', { method: 'POST', ...SIGNED_IN, ...forged }).status).toBe(403)
})

it('lets our own forms through', () => {
  expect(ask('/channels', { method: 'POST', origin: APP, ...SIGNED_IN }).status).toBe(200)
})

it('sends who has no session cookie to sign in, and back afterwards', () => {
  expect(ask('/').headers.get('location')).toBe(`${APP}/sign-in`)
  expect(ask('/channels/1?tab=keys').headers.get('location')).toBe(`${APP}/sign-in?next=%2Fchannels%2F1%3Ftab%3Dkeys`)
  expect(ask('/channels', SIGNED_IN).headers.get('location')).toBeNull()
})

it.each(['/sign-in', '/signed-out', '/api/health', '/api/auth/callback/sso?code=1'])('leaves %s open', (path) => {
  expect(ask(path).headers.get('location')).toBeNull()
})

it.each(['/sign-in/x', '/api/healthy', '/api/auth', '/signed-out.rsc'])('does not take %s for an open page', (path) => {
  expect(ask(path).headers.get('location')).toContain('/sign-in')
})

it('gives every answer its headers, and a new nonce', () => {
  const nonces = ['/sign-in', '/', '/channels'].map((path) => {
    const { headers } = ask(path)
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toBeNull()
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("form-action 'self' http://127.0.0.1:3001;")
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe-eval')
    return /'nonce-([^']+)'/.exec(policy)?.[1]
  })
  expect(new Set(nonces).size).toBe(3)
  expect(ask('/', { method: 'POST' }).headers.get('content-security-policy')).toContain('nonce-')
})

it('asks for https for ever, and for the prefixed cookie, when it is served over https', () => {
  vi.stubEnv('KAGIBAN_URL', 'https://kagiban.example.com')
  expect(ask('/', SIGNED_IN).headers.get('location')).toBe('https://kagiban.example.com/sign-in')
  const answer = ask('/', { cookie: '__Host-kagiban-session=x' })
  expect(answer.headers.get('location')).toBeNull()
  expect(answer.headers.get('strict-transport-security')).toContain('max-age=63072000')
  expect(answer.headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
})

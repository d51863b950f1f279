import { afterEach, expect, it, vi } from 'vitest'
import { addressFrom } from './address'
import { sessionCookieName } from './cookie-name'
import { isOwnOrigin } from './origin'

const OTHER_SETTINGS = {
  KAGIBAN_MODE: 'sandbox',
  KAGIBAN_SESSION_SECRET: 'a session secret for tests, 32 or more',
  KAGIBAN_OIDC_ISSUER: 'http://127.0.0.1:3001',
  KAGIBAN_OIDC_CLIENT_ID: 'kagiban',
  KAGIBAN_OIDC_CLIENT_SECRET: 'x',
  KAGIBAN_ROLE_GROUPS: 'a=viewer',
  KAGIBAN_LINE_URL: 'http://127.0.0.1:9',
  DATABASE_URL: 'postgresql://nowhere',
}

afterEach(() => vi.unstubAllEnvs())

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['1.1.1.1, 203.0.113.9', '203.0.113.9'],
  ['1.1.1.1, 2001:db8::7', '2001:db8::7'],
  ['1.1.1.1, <script>', undefined],
  ['', undefined],
  [undefined, undefined],
])('takes of X-Forwarded-For %o only what the nearest proxy saw', (header, address) => {
  expect(addressFrom(new Headers(header === undefined ? {} : { 'x-forwarded-for': header }))).toBe(address)
})

it('names the cookie so that over https no other host can set it', () => {
  expect(sessionCookieName('https://kagiban.example.com')).toMatch(/^__Host-/)
  expect(sessionCookieName('http://localhost:3000')).not.toContain('__')
})

it.each([
  ['http://localhost:3000', true],
  ['http://localhost:3001', false],
  ['https://localhost:3000', false],
  ['http://localhost:3000.evil.example', false],
  ['null', false],
  ['', false],
  [undefined, false],
])('says of Origin %o that it is our own: %o', (origin, own) => {
  // A path after the host must not matter.
  vi.stubEnv('KAGIBAN_URL', 'http://localhost:3000/')
  for (const [name, value] of Object.entries(OTHER_SETTINGS)) vi.stubEnv(name, value)
  expect(isOwnOrigin(new Headers(origin === undefined ? {} : { origin }))).toBe(own)
})

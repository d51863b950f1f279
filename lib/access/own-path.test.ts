import { expect, it } from 'vitest'
import { ownPath } from './own-path'

it.each([
  ['/channels/1?tab=keys', '/channels/1?tab=keys'],
  ['http://localhost:3000/history?q=a%20b#x', '/history?q=a%20b'],
  ['/', '/'],
  ['http://localhost:3001/channels', '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['http://localhost:3000//evil.example', '/evil.example'],
  ['javascript:alert(1)', '/'],
  ['http://localhost:3000@evil.example/', '/'],
  ['/sign-in?next=/x', '/'],
  ['/signed-out', '/'],
  ['/api/auth/signin', '/'],
  ['/signing', '/signing'],
  ['http://[', '/'],
  [undefined, '/'],
  [['/a', '/b'], '/'],
])('%o leads to %s', (wanted, path) => {
  expect(ownPath(wanted, 'http://localhost:3000')).toBe(path)
})

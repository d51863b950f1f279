import { describe, expect, it } from 'vitest'
import { type Ground, offerOf } from './offer-of'

const oldest = { id: 'a', purpose: 'Order notices', expiresAt: new Date() }
const ready: Ground = {
  type: 'messaging_api',
  key: true,
  secret: true,
  slotsTaken: 0,
  shortLived: { known: 3, uncertain: 0, oldest },
}
const blocks = (change: Partial<Ground>) =>
  Object.fromEntries(offerOf({ ...ready, ...change }).map(({ kind, block }) => [kind, block]))

describe('offerOf', () => {
  it.each([
    ['messaging_api', ['v2.1', 'stateless', 'short-lived', 'long-lived']],
    ['module', ['v2.1', 'stateless', 'short-lived']],
    ['line_login', ['stateless', 'short-lived']],
    ['mini_app', ['stateless', 'short-lived']],
  ] as const)('offers a %s channel only what LINE has for it', (type, kinds) =>
    expect(Object.keys(blocks({ type }))).toEqual(kinds),
  )

  it('issues everything but a long-lived one, which comes from LINE’s console', () => {
    expect(blocks({})).toEqual({ 'v2.1': null, stateless: null, 'short-lived': null, 'long-lived': 'console' })
  })

  it('says what is missing of each kind', () => {
    expect(blocks({ key: false })).toMatchObject({ 'v2.1': 'key', stateless: null, 'short-lived': null })
    expect(blocks({ secret: false })).toMatchObject({ 'v2.1': null, stateless: null, 'short-lived': 'secret' })
    expect(blocks({ key: false, secret: false })).toMatchObject({ stateless: 'proof' })
  })

  it('has no v2.1 token beyond 30 slots', () => {
    expect(blocks({ slotsTaken: 29 })['v2.1']).toBeNull()
    expect(blocks({ slotsTaken: 30 })['v2.1']).toBe('full')
  })

  it('has a 31st short-lived token as long as the one that may end can be named', () => {
    expect(blocks({ shortLived: { known: 29, uncertain: 1, oldest } })['short-lived']).toBeNull()
    expect(blocks({ shortLived: { known: 0, uncertain: 29, oldest: null } })['short-lived']).toBeNull()
    expect(blocks({ shortLived: { known: 0, uncertain: 30, oldest: null } })['short-lived']).toBe('uncertain')
  })
})

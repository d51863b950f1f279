import { describe, expect, it } from 'vitest'
import type { RevokeProof } from '@/lib/tokens/proof/schema'
import type { TokenState } from '@/lib/tokens/schema'
import { revokeSteps } from './revoke-steps'

const accepted = { at: '2026-11-21T05:32:00.000Z', status: 200, requestId: 'r-1' }
const at = '2026-11-21T05:32:01.000Z'
const list = (listed: boolean) => ({ at, listed, requestId: 'r-2' })
const verify = (verdict: 'live' | 'refused') => ({ at, verdict, status: 400, requestId: 'r-3' })
const listed = (state: TokenState, proof: RevokeProof | null) => revokeSteps({ state, keyId: 'k', proof })
const unlisted = (state: TokenState, proof: RevokeProof | null) => revokeSteps({ state, keyId: null, proof })
const words = (steps: ReturnType<typeof revokeSteps>) => steps.map(({ step, by }) => `${step} by ${by}`)

describe('revokeSteps of a token that LINE lists', () => {
  it('is proven by the list', () => {
    const steps = listed('gone', { accepted, list: list(false) })
    expect(words(steps)).toEqual(['requested by list', 'accepted by list', 'proven by list'])
    expect(steps.at(-1)).toMatchObject({ state: 'done', at: new Date(at), requestId: 'r-2' })
  })

  it('never calls LINE’s 200 a proof', () => {
    expect(words(listed('revoking', { accepted, list: list(true) })).at(-1)).toBe('still by list')
    expect(words(listed('revoking', { accepted, list: null })).at(-1)).toBe('unread by list')
  })

  it('is proven by the value where the list could not be read', () => {
    expect(words(listed('gone', { accepted, list: null, verify: verify('refused') })).at(-1)).toBe('proven by value')
    expect(words(listed('revoking', { accepted, list: null, verify: verify('live') })).at(-1)).toBe('still by value')
  })

  it('says when LINE’s answer was not seen', () => {
    expect(words(listed('revoking', null))).toEqual(['requested by list', 'notSeen by list', 'waiting by list'])
    const proof = { accepted: null, list: list(true) }
    expect(words(listed('revoking', proof))).toEqual(['requested by list', 'notSeen by list', 'still by list'])
  })

  it('claims no revoke of ours for a token that a sync found gone', () => {
    expect(words(listed('gone', { accepted: null, list: list(false) }))).toEqual(['notAsked by list', 'proven by list'])
  })

  it('says of one whose list was read after its expiry that it ended by itself', () => {
    const [goneAt, expiresAt] = [new Date(at), new Date(Date.parse(at) - 1000)]
    const ended = { state: 'gone', keyId: 'k', goneAt, expiresAt } as const
    const unasked = { accepted: null, list: list(false) }
    expect(words(revokeSteps({ ...ended, proof: unasked }))).toEqual(['endedAlone by list'])
    expect(words(revokeSteps({ ...ended, proof: { ...unasked, accepted } })).at(-1)).toBe('ended by list')
  })
})

describe('revokeSteps of a token that LINE does not list', () => {
  it('is proven by what LINE says of the value afterwards', () => {
    const steps = unlisted('gone', { accepted, list: null, verify: verify('refused') })
    expect(words(steps)).toEqual(['requested by value', 'accepted by value', 'proven by value'])
    expect(steps.at(-1)).toMatchObject({ at: new Date(at), requestId: 'r-3' })
  })

  it('is not proven while LINE takes the value, or could not be asked', () => {
    expect(words(unlisted('revoking', { accepted, list: null, verify: verify('live') })).at(-1)).toBe('still by value')
    expect(words(unlisted('revoking', { accepted, list: null, verify: null })).at(-1)).toBe('unread by value')
    expect(words(unlisted('revoking', null)).at(-1)).toBe('waiting by value')
  })

  it('claims no revoke of ours for one that LINE ended for a newer one', () => {
    const steps = unlisted('gone', { accepted: null, list: null, verify: verify('refused') })
    expect(words(steps)).toEqual(['notAsked by value', 'proven by value'])
  })
})

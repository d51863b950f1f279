import { describe, expect, it } from 'vitest'
import { revokeSteps } from './revoke-steps'

const accepted = { at: '2026-11-21T05:32:00.000Z', status: 200, requestId: 'r-1' }
const list = (listed: boolean) => ({ at: '2026-11-21T05:32:01.000Z', listed, requestId: 'r-2' })
const steps = (...given: Parameters<typeof revokeSteps>) => revokeSteps(...given).map(({ step }) => step)

describe('revokeSteps', () => {
  it('is proven only by the list', () => {
    const token = { state: 'gone', proof: { accepted, list: list(false) } } as const
    expect(steps(token)).toEqual(['requested', 'accepted', 'proven'])
    expect(revokeSteps(token).at(-1)).toEqual({
      step: 'proven',
      state: 'done',
      at: new Date('2026-11-21T05:32:01Z'),
      requestId: 'r-2',
    })
  })

  it('never calls LINE’s 200 a proof', () => {
    expect(steps({ state: 'revoking', proof: { accepted, list: list(true) } })).toEqual([
      'requested',
      'accepted',
      'stillListed',
    ])
    expect(steps({ state: 'revoking', proof: { accepted, list: null } })).toEqual(['requested', 'accepted', 'unread'])
  })

  it('says when LINE’s answer was not seen', () => {
    expect(steps({ state: 'revoking', proof: null })).toEqual(['requested', 'notSeen', 'waiting'])
    const proof = { accepted: null, list: list(true) }
    expect(steps({ state: 'revoking', proof })).toEqual(['requested', 'notSeen', 'stillListed'])
  })

  it('claims no revoke of ours for a token that a sync found gone', () => {
    expect(steps({ state: 'gone', proof: { accepted: null, list: list(false) } })).toEqual(['notSent', 'proven'])
  })
})

import { describe, expect, it } from 'vitest'
import type { IncidentChannelView, LeftToken, Step, StepState } from '@/lib/incidents/schema'
import { chosenStep, nextStep } from './next-step'

const token = (state: 'live' | 'revoking') =>
  ({ id: state, purpose: 'Bot', kind: 'v2.1', keyId: 'k', state, expiresAt: null }) satisfies LeftToken

function channel(
  channelId: string,
  states: Partial<Record<Step, StepState>>,
  more: { left?: LeftToken[]; openOperations?: number } = {},
) {
  const all = { freeze: 'done', revoke: 'done', key: 'done', oldKey: 'done', secret: 'done', sweep: 'done', ...states }
  return {
    channelId,
    steps: Object.entries(all).map(([step, state]) => ({ step, state, at: null })),
    tokens: { total: 2, gone: 0, left: more.left ?? [] },
    openOperations: more.openOperations ?? 0,
  } as unknown as IncidentChannelView
}
const next = (channels: IncidentChannelView[], more = {}) =>
  nextStep({ channels, closedAt: null, doneAt: null, safeAt: null, ...more })
const fresh = { key: 'now', oldKey: 'later', secret: 'later', sweep: 'later' } as const

describe('what is next of an incident', () => {
  it('is to revoke wherever something is live, before anything else', () => {
    const [a, b, c] = [
      channel('a', { ...fresh, revoke: 'now' }, { left: [token('live')] }),
      channel('b', fresh),
      channel('c', { ...fresh, revoke: 'now' }, { left: [token('revoking'), token('live')] }),
    ]
    expect(next([a, b, c])).toEqual({ act: 'revoke', channels: [a, c] })
  })

  it('goes on to the credentials, channel by channel, while revokes run or wait for their proof', () => {
    const [a, b] = [channel('a', { ...fresh, revoke: 'running' }), channel('b', { ...fresh, key: 'wrong' })]
    expect(next([a, b])).toEqual({ act: 'key', channel: a, more: 1 })
    const unproven = channel('c', { key: 'done', oldKey: 'now', revoke: 'now' }, { left: [token('revoking')] })
    expect(next([unproven, b])).toEqual({ act: 'oldKey', channel: unproven, more: 1 })
  })

  it('is the secret first where LINE refuses it, because nothing can be revoked without', () => {
    const stuck = channel('a', { revoke: 'wrong', secret: 'now', sweep: 'later' }, { left: [token('live')] })
    expect(next([stuck])).toEqual({ act: 'secret', channel: stuck, more: 0 })
  })

  it('asks for a revoke again when nothing else is left but its proof', () => {
    const left = channel('a', { revoke: 'now', secret: 'later', sweep: 'later' }, { left: [token('revoking')] })
    expect(next([left])).toEqual({ act: 'revoke', channels: [left] })
    const goesOn = channel('b', { revoke: 'running', sweep: 'now' }, { left: [token('revoking')] })
    expect(next([goesOn])).toEqual({ act: 'revoke', channels: [goesOn] })
  })

  it('is one look at LINE for all, then what LINE lists and nobody knows, then to wait', () => {
    const [a, b] = [channel('a', { sweep: 'now' }), channel('b', { sweep: 'wrong' })]
    expect(next([b, a])).toEqual({ act: 'sync', channels: [a] })
    expect(next([b])).toEqual({ act: 'hunt', channel: b, more: 0 })
    expect(next([channel('c', { revoke: 'now', sweep: 'now' }, { openOperations: 1 })])).toEqual({ act: 'wait' })
  })

  it('is to say so once all is done, then to close, then nothing', () => {
    const [at, all] = [new Date(), [channel('a', {})]]
    expect(next(all, { doneAt: at })).toEqual({ act: 'say' })
    expect(next(all, { doneAt: at, safeAt: at })).toEqual({ act: 'close' })
    expect(next(all, { doneAt: at, safeAt: at, closedAt: at })).toBeNull()
  })
})

describe('what a cell asks for', () => {
  it('is that step of that channel, as long as it is to be done', () => {
    const one = channel('a', { ...fresh, revoke: 'now', sweep: 'wrong' }, { left: [token('live')] })
    expect(chosenStep(one, 'revoke')).toEqual({ act: 'revoke', channels: [one] })
    expect(chosenStep(one, 'key')).toEqual({ act: 'key', channel: one, more: 0 })
    expect(chosenStep(one, 'sweep')).toEqual({ act: 'hunt', channel: one, more: 0 })
    expect(chosenStep(one, 'oldKey')).toBeNull()
    expect(chosenStep(undefined, 'key')).toBeNull()
  })
})

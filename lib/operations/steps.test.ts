import { expect, it } from 'vitest'
import type { OperationState } from './schema'
import { stepsOf } from './steps'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 12, 0, seconds))
const facts = {
  ...{ createdAt: at(0), calledAt: at(1), listedBefore: 3, concludesAt: at(101), endedAt: at(2), quarantined: false },
}
const steps = (state: OperationState, more: Partial<typeof facts | { calledAt: null }> = {}) =>
  stepsOf({ ...facts, state, ...more } as Parameters<typeof stepsOf>[0]).map(({ step }) => step)

it.each<[OperationState, string[]]>([
  ['calling', ['written', 'listed', 'asking']],
  ['done', ['written', 'listed', 'asked', 'stored']],
  ['failed', ['written', 'listed', 'asked', 'refused']],
  ['unknown', ['written', 'listed', 'asked', 'notSeen', 'waits']],
  ['none', ['written', 'listed', 'asked', 'notSeen', 'none']],
  ['lost', ['written', 'listed', 'asked', 'notSeen', 'lost']],
  ['uncertain', ['written', 'listed', 'asked', 'notSeen', 'uncertain']],
])('%s is shown as %j', (state, wanted) => {
  expect(steps(state)).toEqual(wanted)
})

it('says of what never called only that', () => {
  const before = { calledAt: null, listedBefore: null }
  expect(steps('prepared', before as object)).toEqual(['written', 'asking'])
  expect(steps('failed', before as object)).toEqual(['written', 'refused'])
  expect(steps('aborted', before as object)).toEqual(['written', 'aborted'])
})

it('says that an answer which could not be read is kept, and when it is settled', () => {
  expect(steps('unknown', { quarantined: true })).toEqual(['written', 'listed', 'asked', 'kept', 'waits'])
  expect(stepsOf({ ...facts, state: 'unknown' }).at(-1)).toMatchObject({ step: 'waits', state: 'open', at: at(101) })
})

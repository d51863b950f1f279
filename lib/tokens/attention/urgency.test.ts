import { expect, it } from 'vitest'
import { ATTENTION_KINDS, type AttentionKind } from './schema'
import { byUrgency } from './urgency'

const NOW = new Date(Date.UTC(2026, 10, 21, 5, 59))

const row = (kind: AttentionKind, minutes: number | null, count = 1, channelName = 'A') => ({
  kind,
  at: minutes === null ? null : new Date(Date.UTC(2026, 10, 21, 5, minutes)),
  count,
  channelName,
})

it('puts each kind where the list of kinds has it, whatever its time', () => {
  const rows = ATTENTION_KINDS.map((kind, index) => row(kind, 59 - index))
  expect([...rows].reverse().sort((a, b) => byUrgency(a, b, NOW))).toEqual(rows)
})

it('puts a revoke that is not proven for ten minutes before everything else', () => {
  const [unknown, late, recent] = [row('unknown', 1), row('unproven', 49), row('unproven', 50)]
  expect([recent, unknown, late].sort((a, b) => byUrgency(a, b, NOW))).toEqual([late, unknown, recent])
})

it.each([
  ['what has waited longer', row('drift', 10), row('drift', 20)],
  ['what ends sooner', row('soon', 1), row('soon', 2)],
  ['what has a time before what has none', row('unproven', 59), row('unproven', null)],
  ['the fuller channel', row('slots', null, 29), row('slots', null, 25)],
  ['the first by name when all else is the same', row('noKey', 5, 1, 'A'), row('noKey', 5, 1, 'B')],
])('within one kind, first %s', (_case, first, second) => {
  expect([second, first].sort(byUrgency)).toEqual([first, second])
})

import { expect, it } from 'vitest'
import { eventFilter, historyFilter } from './schema'

it('leaves out what is not understood, and what PostgreSQL could not be asked for', () => {
  const query = { channel: 'x', action: 'token\0', outcome: 'maybe', actor: '\0', before: '-1', after: '12' }
  expect(historyFilter.parse(query)).toEqual({ after: '12' })
  expect(historyFilter.parse({ action: 'token.issue', actor: 'settler', before: '', from: '' })).toEqual({
    action: 'token.issue',
    actor: 'settler',
  })
})

it('takes times as instants to the second, and no others', () => {
  const query = { from: '2026-11-24T10:00:00.750+09:00', to: '2026-11-24T10:00' }
  expect(historyFilter.parse(query)).toEqual({ from: '2026-11-24T01:00:00Z' })
  expect(eventFilter.safeParse(query).success).toBe(false)
})

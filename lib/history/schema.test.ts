import { expect, it } from 'vitest'
import { historyFilter } from './schema'

it('leaves out what is not understood, and what PostgreSQL could not be asked for', () => {
  const query = { channel: 'x', action: 'token\0', outcome: 'maybe', actor: '\0', before: '-1', after: '12' }
  expect(historyFilter.parse(query)).toEqual({ after: '12' })
  expect(historyFilter.parse({ action: 'token.issue', actor: 'settler', before: '' })).toEqual({
    action: 'token.issue',
    actor: 'settler',
  })
})

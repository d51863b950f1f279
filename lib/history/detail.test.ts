import { expect, it } from 'vitest'
import { readDetail } from './detail'

it('tells what differs before and after, field by field, and leaves the rest below', () => {
  const before = { name: '渋谷', tags: ['retail'], owner: 'Sato', state: null }
  const after = { name: '渋谷', tags: ['retail', 'north'], owner: 'Mori', state: 'archived' }
  expect(readDetail({ before, after, requestId: 'r1' }, 'done')).toEqual({
    differences: [
      { field: 'tags', before: ['retail'], after: ['retail', 'north'] },
      { field: 'owner', before: 'Sato', after: 'Mori' },
      { field: 'state', before: null, after: 'archived' },
    ],
    failure: null,
    facts: [{ name: 'requestId', value: 'r1' }],
  })
})

it('takes what has only one value, and nothing before', () => {
  expect(readDetail({ after: 'kid-2', before: null, keyIdsListed: 0 }, 'done')).toMatchObject({
    differences: [{ field: 'value', before: null, after: 'kid-2' }],
    facts: [{ name: 'keyIdsListed', value: 0 }],
  })
  expect(readDetail({ before: { a: { b: 1 } }, after: null }, 'done').differences).toEqual([
    { field: 'a', before: '{"b":1}', after: null },
  ])
})

it('keeps a reason for a failure only where something failed', () => {
  const detail = { reason: 'lineRejected', status: 401, lineCode: 'invalid_client', lineText: 'no', kind: 'rejected' }
  expect(readDetail(detail, 'failed')).toEqual({
    differences: [],
    failure: { reason: 'lineRejected', lineCode: 'invalid_client', lineText: 'no' },
    facts: [
      { name: 'status', value: 401 },
      { name: 'kind', value: 'rejected' },
    ],
  })
  expect(readDetail({ reason: 'no_role' }, 'done')).toMatchObject({ failure: null, facts: [{ name: 'reason' }] })
  expect(readDetail(undefined, 'denied')).toEqual({ differences: [], failure: null, facts: [] })
})

it('names the rest by dotted names, and leaves out what has no value', () => {
  const detail = { proven: true, accepted: null, list: { at: '2026-11-24T01:00:00.000Z', listed: false } }
  expect(readDetail(detail, 'done').facts).toEqual([
    { name: 'proven', value: true },
    { name: 'list.at', value: '2026-11-24T01:00:00.000Z' },
    { name: 'list.listed', value: false },
  ])
})

import { describe, expect, it } from 'vitest'
import type { IncidentChannelView } from '@/lib/incidents/schema'
import { cellHref, cellLook } from './cell'

const channel = (more: object = {}) =>
  ({
    channelId: 'c',
    keyWaits: false,
    tokens: { total: 3, gone: 1, left: [{}, {}] },
    unkillable: [{ what: 'keyId' }, { what: 'longLived' }],
    ...more,
  }) as unknown as IncidentChannelView
const none = { tokens: { total: 0, gone: 0, left: [] } }

describe('a cell', () => {
  it.each([
    ['revoke', 'now', {}, 'left', 2, '/incidents/i?channel=c&step=revoke#now'],
    ['revoke', 'now', none, 'settling', 0, '/channels/c/tokens'],
    ['revoke', 'wrong', {}, 'secretRefused', 0, '/channels/c/settings?secret'],
    ['revoke', 'running', {}, 'running', 0, '/incidents/i#now'],
    ['key', 'now', {}, 'setUp', 0, '/channels/c/keys'],
    ['key', 'now', { keyWaits: true }, 'giveKid', 0, '/channels/c/keys'],
    ['key', 'wrong', {}, 'refused', 0, '/channels/c/keys'],
    ['oldKey', 'now', {}, 'delete', 0, '/incidents/i?channel=c&step=oldKey#now'],
    ['secret', 'now', {}, 'reissue', 0, '/channels/c/settings?secret'],
    ['sweep', 'now', {}, 'sync', 0, '/incidents/i?channel=c&step=sweep#now'],
    ['sweep', 'wrong', {}, 'unknown', 1, '/incidents/i?channel=c&step=sweep#now'],
    ['secret', 'later', {}, 'later', 0, null],
    ['key', 'none', {}, 'none', 0, null],
    ['freeze', 'done', {}, 'done', 0, null],
  ] as const)('of %s that is %s (%o) says %s %i and leads to %s', (step, state, more, word, count, href) => {
    expect(cellLook(channel(more), step, state)).toMatchObject({ word, count })
    expect(cellHref('i', channel(more), step, state)).toBe(href)
  })
})

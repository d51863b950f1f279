import { expect, it } from 'vitest'
import { channelsHref } from './address'

it('keeps the filter and the order, and begins a new filter at its first page', () => {
  const filter = { q: '渋谷 #1', state: 'soon', sort: 'expiry', after: 'A' } as const
  expect(channelsHref({})).toBe('/channels')
  expect(channelsHref(filter)).toBe('/channels?q=%E6%B8%8B%E8%B0%B7+%231&state=soon&sort=expiry')
  expect(channelsHref(filter, { state: null, q: null })).toBe('/channels?sort=expiry')
  expect(channelsHref(filter, { q: null, before: 'B' })).toBe('/channels?state=soon&sort=expiry&before=B')
})

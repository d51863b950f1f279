import { expect, it } from 'vitest'
import { historyFilter } from '@/lib/history/schema'
import { historyHref } from './address'

const filter = historyFilter.parse({ action: 'token.revoke', outcome: 'done', before: '1200' })

it('keeps the filter on the way to another page', () => {
  expect(historyHref('/history', filter, { before: '1150' })).toBe(
    '/history?action=token.revoke&outcome=done&before=1150',
  )
  expect(historyHref('/history', filter, { after: '1199' })).toBe(
    '/history?action=token.revoke&outcome=done&after=1199',
  )
})

it('begins at the newest when the filter changes', () => {
  expect(historyHref('/history', filter, { outcome: null })).toBe('/history?action=token.revoke')
  expect(historyHref('/history', filter, { outcome: null, action: null })).toBe('/history')
  expect(historyHref('/history', filter, { actor: 'a b&c' })).toBe(
    '/history?action=token.revoke&outcome=done&actor=a+b%26c',
  )
})

import { expect, it } from 'vitest'
import { CHANNEL_TYPES } from '@/lib/channels/schema'
import { FORMS, inForm, MASK } from './reveal-forms'

it.each(CHANNEL_TYPES)('puts the value, and nothing else of it, into each form for a %s channel', (type) => {
  const texts = FORMS.map((form) => inForm(form, 'eyJ.a.b', type))
  expect(texts.map((text) => text.split('eyJ.a.b').length)).toEqual([2, 2, 2])
  expect(FORMS.map((form) => inForm(form, MASK, type)).join()).not.toContain('eyJ')
})

it('calls what LINE documents for the type of channel', () => {
  expect(inForm('curl', 'T', 'messaging_api')).toBe("curl -H 'Authorization: Bearer T' https://api.line.me/v2/bot/info")
  expect(inForm('curl', 'T', 'line_login')).toBe("curl -H 'Authorization: Bearer T' https://api.line.me/liff/v1/apps")
})

import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import en from '@/messages/en.json'
import ja from '@/messages/ja.json'
import { fill } from './reason-word'

describe.each(Object.entries({ en, ja }))('in %s', (locale, messages) => {
  const words = createTranslator({
    locale: locale as 'en' | 'ja',
    messages,
    namespace: 'refusals',
  }) as unknown as Parameters<typeof fill>[0]

  it('every refusal can be told, whatever of its values was kept', () => {
    for (const key of Object.keys(messages.refusals)) {
      const told = fill(words, key, {})
      expect(told, key).not.toMatch(/refusals\.|\{/)
      expect(told.length, key).toBeGreaterThan(10)
    }
    expect(fill(words, 'lineRejected', { status: '401' })).toContain('401')
  })
})

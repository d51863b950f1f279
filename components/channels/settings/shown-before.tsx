'use client'
import { useState } from 'react'
import { useAnswered } from '@/components/ui/forms/action-form'

/**
 * What a form showed when its fields were filled, sent with it as `shown`. It stays the same when something else draws the
 * page anew, or an edit by somebody else would be overwritten unseen; it follows the page once this form was answered,
 * unless only its own fields were wrong.
 */
export function ShownBefore({ value }: { value: string }) {
  const { key, code, value: sent } = useAnswered('shown')
  const shown = code === 'invalid' && sent !== undefined ? sent : value
  const [held, hold] = useState({ key, shown })
  if (held.key !== key) hold({ key, shown })
  return <input type="hidden" name="shown" value={held.shown} />
}

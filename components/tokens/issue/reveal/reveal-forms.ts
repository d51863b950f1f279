import type { ChannelType } from '@/lib/channels/schema'

/** The forms in which a token is taken away. */
export const FORMS = ['value', 'env', 'curl'] as const
export type Form = (typeof FORMS)[number]

/** Stands for a value that is not shown; says nothing of its length. */
export const MASK = '•'.repeat(48)

/**
 * A call that changes nothing and shows that the token works, by type of channel. For MINI App channels LINE documents
 * none that takes only the token, so there the path is left to whoever uses it.
 */
const TRIALS: Record<ChannelType, string> = {
  messaging_api: 'https://api.line.me/v2/bot/info',
  module: 'https://api.line.me/v2/bot/info',
  line_login: 'https://api.line.me/liff/v1/apps',
  mini_app: 'https://api.line.me/...',
}

/** A token as text, as a line of a .env file, or as a call to LINE. */
export function inForm(form: Form, value: string, type: ChannelType): string {
  if (form === 'env') return `LINE_CHANNEL_ACCESS_TOKEN=${value}`
  if (form === 'curl') return `curl -H 'Authorization: Bearer ${value}' ${TRIALS[type]}`
  return value
}

/** The forms in which a token is taken away. */
export const FORMS = ['value', 'env', 'curl'] as const
export type Form = (typeof FORMS)[number]

/** Stands for a value that is not shown; says nothing of its length. */
export const MASK = '•'.repeat(48)

/** A token as text, as a line of a .env file, or as a call that shows whose it is. */
export function inForm(form: Form, value: string): string {
  if (form === 'env') return `LINE_CHANNEL_ACCESS_TOKEN=${value}`
  if (form === 'curl') return `curl -H 'Authorization: Bearer ${value}' https://api.line.me/v2/bot/info`
  return value
}

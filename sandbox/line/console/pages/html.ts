/** Markup that is safe to send. Only `html` makes it. */
export type Html = { readonly markup: string }

type Value = string | number | Html | Html[] | null

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Puts values into markup; everything that is not markup already is escaped. */
export function html(pieces: TemplateStringsArray, ...values: Value[]): Html {
  return { markup: pieces.reduce((text, piece, index) => text + rendered(values[index - 1] ?? null) + piece) }
}

function rendered(value: Value): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map((one) => one.markup).join('')
  if (typeof value === 'object') return value.markup
  return String(value).replace(/[&<>"']/g, (character) => escapes[character] ?? '')
}

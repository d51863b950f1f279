/** Something that was written or sent, by a name that tells where. */
export interface Place {
  name: string
  text: string
}

/** A secret that was found where it must not be. */
export interface Leak {
  kind: string
  place: string
  encoding: string
}

const bytes = (text: string) => Buffer.from(text, 'utf8')
const hex = (text: string) => bytes(text).toString('hex')

/** How a secret may look on its way out. base64 looks different by where in the encoded text it begins, so there are three. */
export const ENCODINGS: Record<string, (secret: string) => string> = {
  raw: (secret) => secret,
  'JSON-escaped': (secret) => hex(secret).replace(/../g, '\\u00$&'),
  'URL-encoded': encodeURIComponent,
  'percent-encoded': (secret) => hex(secret).replace(/../g, '%$&'),
  hex,
  HEX: (secret) => hex(secret).toUpperCase(),
  reversed: (secret) => [...secret].reverse().join(''),
  'UTF-16': (secret) => [...secret].join('\0'),
  ...Object.fromEntries(
    [0, 1, 2].flatMap((offset) => [
      [`base64 at ${offset}`, (secret: string) => withinBase64(secret, offset, 'base64')],
      [`base64url at ${offset}`, (secret: string) => withinBase64(secret, offset, 'base64url')],
    ]),
  ),
}

/** The part of the base64 that is the same whatever stands before and after the secret. */
function withinBase64(secret: string, offset: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes(secret)])
    .toString(encoding)
    .replace(/=+$/, '')
  const whole = Math.floor(((offset + bytes(secret).length) * 8) / 6)
  return text.slice(Math.ceil((offset * 8) / 6), whole)
}

// Long enough to be no accident; a text is looked at in steps, so each secret is known by as many of its windows.
const WINDOW = 12
const STEP = 8
const SHORTEST = WINDOW + STEP

/** Finds every secret in every encoding, broken over lines or not, in every place; a JWS also by its signature alone. */
export function findLeaks(places: readonly Place[], secrets: Record<string, readonly string[]>): Leak[] {
  const windows = windowsOf(secrets)
  const found = new Map<string, Leak>()
  for (const { name, text } of places)
    for (const variant of new Set([text, text.replace(/\s+|\\r|\\n/g, '')]))
      for (let at = 0; at <= variant.length - WINDOW; at += STEP)
        for (const { needle, offset, kind, encoding } of windows.get(variant.slice(at, at + WINDOW)) ?? [])
          if (variant.startsWith(needle, at - offset))
            found.set([kind, name, encoding].join(), { kind, place: name, encoding })
  return [...found.values()]
}

interface Window {
  needle: string
  offset: number
  kind: string
  encoding: string
}

function windowsOf(secrets: Record<string, readonly string[]>): ReadonlyMap<string, Window[]> {
  const windows = new Map<string, Window[]>()
  for (const [kind, values] of Object.entries(secrets))
    for (const value of new Set(values.flatMap(partsOf)))
      for (const [encoding, encode] of Object.entries(ENCODINGS)) {
        const needle = encode(value)
        if (needle === value && encoding !== 'raw') continue
        if (needle.length < SHORTEST) throw new Error(`a secret of ${kind} is too short to be searched for`)
        for (let offset = 0; offset < STEP; offset++) {
          const start = needle.slice(offset, offset + WINDOW)
          const same = windows.get(start)
          if (same) same.push({ needle, offset, kind, encoding })
          else windows.set(start, [{ needle, offset, kind, encoding }])
        }
      }
  return windows
}

function partsOf(secret: string): string[] {
  const signature = /^[\w-]+\.[\w-]+\.([\w-]+)$/.exec(secret)?.[1]
  return signature ? [secret, signature] : [secret]
}

const SHAPES = {
  'a private key': /\\?"(d|dp|dq|qi)\\?"\s*:\s*\\?"[\w-]{40,}/,
  'a private key in PEM': /-----BEGIN [A-Z ]*PRIVATE KEY/,
  // But for a checkpoint, whose header begins so and which is made to be shown.
  'a JWS': /\b(?!eyJhbGciOiJFZERTQSI)eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/,
}

/** Finds what looks like a secret, whether anybody knows it or not. */
export function findShapes(places: readonly Place[]): Leak[] {
  return places.flatMap(({ name, text }) =>
    Object.entries(SHAPES).flatMap(([kind, shape]) =>
      shape.test(text) ? [{ kind, place: name, encoding: 'shape' }] : [],
    ),
  )
}

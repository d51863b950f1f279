import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LINE_REASONS } from '@/lib/line/reasons'
import { NO_TOKEN_REASONS } from '@/lib/tokens/pasted'
import en from './en.json'
import ja from './ja.json'

const ROOT = join(import.meta.dirname, '..')

/** What `pattern` captures in the sources of these folders that ship, each once. */
function scan(folders: string[], name: RegExp, pattern: RegExp): string[] {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(ROOT, folder, path)),
  )
  const texts = paths
    .filter((path) => name.test(path) && !/\.test\.|generated/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))]
}

// A reason is the second argument; it may be chosen between two.
const reasons = scan(['lib', 'app'], /\.tsx?$/, /new Refusal\(\s*'\w+',\s*([^,)]+)/g)
  .flatMap((argument) => [...argument.matchAll(/'(\w+)'/g)].map((match) => match[1] ?? ''))
  .concat(LINE_REASONS, NO_TOKEN_REASONS, scan(['lib'], /server-action\.ts$/, /sentence\('(\w+)'/g))

// A message is the last argument of a check; what is no word is for programmers.
const messages = scan(['lib'], /schema\.ts$/, /\b(?:min|max|length|regex|refine|enum|uuid|url|email)\(.*?'(\w+)'\)/g)

const LANGUAGES = { en, ja } as const

it('finds what it looks for', () => {
  expect(reasons).toEqual(expect.arrayContaining(['channelExists', 'submissionReused', 'lineRejected', 'internal']))
  expect(messages).toEqual(expect.arrayContaining(['required', 'tagsTooMany', 'choose', 'kid', 'token']))
})

describe.each(Object.entries(LANGUAGES))('in %s', (_language, words) => {
  const missing = (keys: string[], sentences: Record<string, string>) => keys.filter((key) => !sentences[key]?.trim())

  it('every refusal has a sentence', () => expect(missing(reasons, words.refusals)).toEqual([]))
  it('every message of a field has a sentence', () => expect(missing(messages, words.invalid)).toEqual([]))
})

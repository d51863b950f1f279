import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findEmbedded, startEmbedded } from '@/lib/db/embedded'
import { testDatabase } from '@/sandbox/database/test-database'
import { openOwnerDatabase } from './owner-database'

const addresses = testDatabase()
let data: string
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'kagiban-owner-'))
  chmodSync(data, 0o711)
})
afterAll(async () => {
  await startEmbedded(data).then(({ stop }) => stop())
  rmSync(data, { recursive: true, force: true })
})

const open = (env: Record<string, string>) => openOwnerDatabase({ NODE_ENV: 'test', KAGIBAN_DATA_DIR: data, ...env })

it('is the one given, by the role that owns it and no other', async () => {
  const { url, ownerUrl } = addresses()
  await expect(open({ DATABASE_URL: url })).rejects.toThrow('set KAGIBAN_DATABASE_OWNER_URL')
  expect(await open({ DATABASE_URL: url, KAGIBAN_DATABASE_OWNER_URL: ownerUrl })).toMatchObject({ url: ownerUrl })
  expect(await open({ DATABASE_URL: ownerUrl })).toMatchObject({ url: ownerUrl })
})

it('is that of the data folder, which is left as it was found', async () => {
  await expect(open({})).rejects.toThrow('holds no database')
  const running = await startEmbedded(data)
  const joined = await open({})
  expect(joined.url).toBe(running.url)
  await joined.leave()
  expect(await findEmbedded(data)).toBe(running.url)
  await running.stop()
  const started = await open({})
  expect(await findEmbedded(data)).toBe(started.url)
  await started.leave()
  expect(await findEmbedded(data)).toBeNull()
}, 60_000)

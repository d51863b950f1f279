import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signedIn } from '@/lib/access/testing'
import { forgetKeys, givenEvents, letAge, letLeave } from '@/lib/custody/given-history.fixture'
import { database } from '@/lib/db/client'
import { exportHistory } from '@/lib/exports/export-history'
import { streamHistory } from '@/lib/exports/stream-history'
import { perform } from '@/lib/perform'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { startWorld, type World } from '@/sandbox/world'

// The command as it is installed, on a database where Kagiban runs as the application's role.
let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

async function kagiban(...words: string[]) {
  return kagibanWith({ KAGIBAN_DATABASE_OWNER_URL: world.ownerUrl }, ...words)
}

async function kagibanWith(env: Record<string, string>, ...words: string[]) {
  const child = spawn(process.execPath, ['lib/cli/kagiban.mjs', 'history', ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, said }
}

async function exported() {
  const auditor = await signedIn(['auditor'])
  const { result } = await perform(auditor, exportHistory, { format: 'jsonl' })
  const file = join(world.dataDir, 'export.jsonl')
  writeFileSync(file, await new Response(streamHistory(auditor, result)).text())
  return file
}

const kept = () => database().event.count()

it('explains itself', async () => {
  const [unknown, wrong] = await Promise.all([kagiban('mend'), kagiban('prune', '--days', 'x')])
  expect(unknown).toMatchObject({ code: 64, said: expect.stringContaining('usage: kagiban history') })
  expect(wrong).toMatchObject({ code: 64, said: expect.stringContaining('--days') })
}, 120_000)

it('takes over a history that is older than its keys, and no other', async () => {
  await givenEvents(3)
  expect(await kagiban('adopt')).toMatchObject({ code: 78, said: expect.stringContaining('nothing to take over') })
  await forgetKeys(world)
  expect(await kagiban('status')).toMatchObject({ code: 78, said: expect.stringContaining('kagiban history adopt') })
  const { code, said } = await kagiban('adopt')
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('✓ the chain of 3 events holds') })
  await openKeyring()
}, 120_000)

it('tells how the history stands', async () => {
  const seq = await givenEvents(3)
  const { code, said } = await kagiban('status')
  expect({ code, said }).toMatchObject({ code: 0 })
  expect(said).toContain(`the last one ${seq} with hash`)
  expect(said).toMatch(/log +nothing arrived yet; \d wait since/)
  expect(said).toContain('verified      never')
})

it('removes nothing as the application, under a hold, or unless told twice', async () => {
  await letAge(world)
  await letLeave()
  const before = await kept()
  const asApplication = await kagibanWith({ KAGIBAN_DATABASE_OWNER_URL: '' }, 'prune', '--yes')
  expect(asApplication).toMatchObject({ code: 78, said: expect.stringContaining('set KAGIBAN_DATABASE_OWNER_URL') })

  const held = await kagiban('hold', 'Case', '7')
  const id = /held as ([0-9a-f-]{36})/.exec(held.said)?.[1] ?? held.said
  expect((await kagiban('holds')).said).toMatch(new RegExp(`^${id}  since .* by .*: Case 7\n$`))
  expect(await kagiban('prune', '--yes')).toMatchObject({ code: 1, said: expect.stringContaining('legal hold') })
  expect(await kagiban('release', id)).toMatchObject({ code: 0 })
  expect((await kagiban('holds')).said).toBe('no hold stands\n')

  const told = await kagiban('prune')
  expect(told).toMatchObject({ code: 0, said: expect.stringContaining('repeat this with --yes') })
  expect(told.said).toContain(`${before} in all`)
  // The hold and its release are all that came.
  expect(await kept()).toBe(before + 2)
}, 120_000)

it('removes the oldest part, after which an export verifies with what an auditor carries', async () => {
  const before = await kept()
  const { code, said } = await kagiban('prune', '--yes')
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('✓') })
  // Left are the hold, its release, and this.
  expect(before - (await kept())).toBeGreaterThan(0)
  expect(await kept()).toBe(3)
  const verified = await kagiban('verify', await exported())
  expect(verified).toMatchObject({ code: 0, said: expect.stringContaining('✓ the history holds') })
  expect(verified.said).not.toContain('a part of the history')
  const again = await kagiban('prune', '--yes')
  expect(again).toMatchObject({ code: 1, said: expect.stringContaining('Nothing may be removed') })
}, 120_000)

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedIn } from '@/lib/access/testing'
import { exportHistory } from '@/lib/exports/export-history'
import { streamHistory } from '@/lib/exports/stream-history'
import { perform } from '@/lib/perform'
import { checkpointKeys } from '@/lib/sealing/history-keys'
import { startWorld, type World } from '@/sandbox/world'

let world: World
let lines: string[]
const folder = mkdtempSync(join(tmpdir(), 'kagiban-verify-'))
// Where nothing of Kagiban is beside it.
const tool = join(folder, 'verify-history.mjs')

beforeAll(async () => {
  world = await startWorld()
  for (const name of ['One', '二', 'Three']) await world.channelWithKey(name)
  const auditor = await signedIn(['auditor'])
  const { result } = await perform(auditor, exportHistory, { format: 'jsonl' })
  lines = (await new Response(streamHistory(auditor, result)).text()).trimEnd().split('\n')
  cpSync(join(import.meta.dirname, 'verify-history.mjs'), tool)
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

const isEvent = (line: string) => line.startsWith('{"seq"')
const events = () => lines.filter(isEvent)
const others = () => lines.filter((line) => !isEvent(line))
const parsed = (line = '') => JSON.parse(line) as { seq: number; previousHash: string; hash: string; body: string }

function run(given: readonly string[], ...options: string[]) {
  const file = join(folder, 'export.jsonl')
  writeFileSync(file, `${given.join('\n')}\n`)
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...options, file], { encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

/** The export with the nth event changed. */
function changed(nth: number, change: (event: ReturnType<typeof parsed>) => object): string[] {
  return [...others(), ...events().map((line, at) => (at === nth ? JSON.stringify(change(parsed(line))) : line))]
}

describe('the file an auditor carries away', () => {
  it('says that an untouched export holds, and by which key', () => {
    const { status, said } = run(lines)
    expect(said).toContain('✓ the history holds')
    expect(said).toContain(checkpointKeys()[0]?.kid)
    expect(status).toBe(0)
    expect(run(lines, '--key', checkpointKeys()[0]?.kid ?? '').status).toBe(0)
  })

  it('trusts no other key than the one it is told', () => {
    const { status, said } = run(lines, '--key', 'another')
    expect(said).toContain('is not signed by a key that is trusted here')
    expect(status).toBe(1)
  })

  it.each([
    [
      'a body',
      'its body was changed',
      () => changed(4, (event) => ({ ...event, body: event.body.replace('done', 'dona') })),
    ],
    [
      'a hash',
      'its hash was changed',
      () => changed(4, (event) => ({ ...event, hash: event.hash.replace(/^../, '00') })),
    ],
    ['a link', 'its link to', () => changed(4, (event) => ({ ...event, previousHash: event.hash }))],
    ['a place', 'another place', () => changed(4, (event) => ({ ...event, seq: 99 }))],
    ['the first one, taken out', 'events before it are missing', () => [...others(), ...events().slice(1)]],
    [
      'one in the middle, taken out',
      'events before it are missing',
      () => lines.filter((line) => line !== events()[4]),
    ],
    [
      'two, swapped',
      'missing',
      () => {
        const all = events()
        return [...others(), ...all.slice(0, 4), all[5] ?? '', all[4] ?? '', ...all.slice(6)]
      },
    ],
    ['one, twice', 'twice', () => [...others(), ...events().slice(0, 5), ...events().slice(4)]],
    ['the end, cut off behind a checkpoint', 'cut off', () => [...others(), ...events().slice(0, -4)]],
  ])('names %s', (_, sentence, tamper) => {
    const { status, said } = run(tamper())
    expect(said).toContain(sentence)
    expect(status).toBe(1)
  })

  it('is not deceived by a body that was changed and hashed anew to the end', async () => {
    const { hashOf } = await import('./verify-history.mjs')
    let previousHash = '0'.repeat(64)
    const anew = events().map((line, at) => {
      const { seq, body } = parsed(line)
      const text = at === 1 ? body.replace('Sato', 'Mori') : body
      const event = { seq, previousHash, hash: hashOf(previousHash, seq, text), body: text }
      previousHash = event.hash
      return JSON.stringify(event)
    })
    expect(run([...others(), ...anew]).said).toContain('the history up to it was rewritten')
    // Without the checkpoints nobody could tell, which is why they must leave.
    expect(run([...others().slice(0, 1), ...anew]).said).toContain('nothing outside vouches')
  })

  it('says what it cannot read', () => {
    expect(run(['not json'])).toMatchObject({
      status: 2,
      said: expect.stringContaining('neither JSON nor a checkpoint'),
    })
    expect(run([]).status).toBe(2)
  })
})

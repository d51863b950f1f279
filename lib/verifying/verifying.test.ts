import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { askCheck } from './ask'
import { checkStretch, checkUntilPassed } from './check'
import { findCheck } from './queries'
import { walk } from './walk'

const START = { seq: 0, hash: '0'.repeat(64) }
const folder = mkdtempSync(join(tmpdir(), 'kagiban-checkpoints-'))

let world: World
beforeAll(async () => {
  world = await startWorld()
  for (const name of ['One', 'Two']) await world.channelWithKey(name)
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

const headSeq = async () => Number((await database().chainHead.findUniqueOrThrow({ where: { chain: 'history' } })).seq)
const pastTriggers = (statement: string) =>
  world.asOwner(`SET session_replication_role = replica`, statement, `SET session_replication_role = origin`)
const look = async () => findCheck(world.viewer)

describe('walking the history', () => {
  it('finds nothing wrong, in one stretch or in many', async () => {
    expect(await walk(START, 10_000)).toMatchObject({ end: true, problems: [], at: { seq: await headSeq() } })
    const hashes = await database().event.findMany({ select: { seq: true, hash: true }, orderBy: { seq: 'asc' } })
    for (let from = START; ; ) {
      const { at, end, problems } = await walk(from, 3)
      expect(problems).toEqual([])
      if (end) break
      from = at
      expect(at.hash).toBe(Buffer.from(hashes[at.seq - 1]?.hash ?? []).toString('hex'))
    }
  })

  it('is not confused by what is appended meanwhile', async () => {
    const [found] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, () => walk(START, 10_000))),
      ...Array.from({ length: 6 }, (_, nth) => world.registeredChannel(`Meanwhile ${nth}`)),
    ])
    expect(found.flatMap(({ problems }) => problems)).toEqual([])
  })
})

describe('verifying', () => {
  it('is asked for by an auditor, goes to the end, and is told', async () => {
    const auditor = await signedIn(['auditor'], { name: 'Somchai' })
    await expect(perform(world.operator, askCheck, {})).rejects.toMatchObject({ code: 'forbidden' })
    const { result } = await perform(auditor, askCheck, {})
    expect(await look()).toMatchObject({ askedBy: 'Somchai', passedAt: null })
    await checkUntilPassed()
    const { passedSeq, askedBy, problem } = await look()
    expect(passedSeq).toBeGreaterThanOrEqual(result.head)
    expect({ askedBy, problem }).toEqual({ askedBy: null, problem: null })
    const told = await database().event.findFirstOrThrow({ where: { name: 'history.check' } })
    expect(JSON.parse(told.body)).toMatchObject({ outcome: 'done', detail: { askedBy: 'Somchai', upTo: passedSeq } })
  })

  it('is done by one of several at a time', async () => {
    const done = await Promise.all([1, 2, 3, 4].map(checkStretch))
    expect(done.filter((one) => one !== null)).toHaveLength(1)
  })

  it('keeps and tells what it found once, and is well again once a whole pass finds nothing', async () => {
    await pastTriggers(`UPDATE "Event" SET "actorName" = 'Nobody' WHERE seq = 3`)
    await checkUntilPassed()
    expect((await look()).problem).toMatchObject({ seq: 3, kind: 'column', column: 'actorName', source: 'chain' })
    await checkUntilPassed()
    const told = await database().event.findMany({ where: { name: 'history.check', outcome: 'failed' } })
    expect(told).toHaveLength(1)
    expect(told[0]?.targetId).toBe('3')
    expect(await database().checkpoint.count({ where: { seq: told[0]?.seq ?? 0n } })).toBe(1)
    await pastTriggers(`UPDATE "Event" SET "actorName" = body::json #>> '{actor,name}' WHERE seq = 3`)
    await checkUntilPassed()
    expect((await look()).problem).toBeNull()
  })

  it('sees by what was delivered that the end was cut off', async () => {
    const { seq, jws } = await database().checkpoint.findFirstOrThrow({ orderBy: { seq: 'desc' } })
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${String(seq).padStart(12, '0')}.jws`), `${jws}\n`)
    Object.assign(env(), { KAGIBAN_CHECKPOINT_FOLDER: folder })
    expect((await walk(START, 10_000)).problems).toEqual([])
    const before = await database().event.findUniqueOrThrow({ where: { seq: seq - 1n } })
    await pastTriggers(`
      DELETE FROM "Event" WHERE seq >= ${seq}; DELETE FROM "EventMac" WHERE seq >= ${seq};
      DELETE FROM "Checkpoint" WHERE seq >= ${seq};
      UPDATE "ChainHead" SET seq = ${before.seq}, hash = '\\x${Buffer.from(before.hash).toString('hex')}'`)
    expect((await walk(START, 10_000)).problems).toEqual([{ seq: Number(seq), kind: 'truncated', source: 'delivered' }])
  })
})

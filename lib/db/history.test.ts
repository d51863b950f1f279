import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/sandbox/database/test-database'
import { database } from './client'
import { type Tx, transaction } from './transaction'

const made = testDatabase()
let client: pg.Client
beforeAll(async () => {
  client = new pg.Client({ connectionString: made().ownerUrl })
  await client.connect()
})
afterAll(() => client.end())
const owner = (statement: string) => client.query(statement)

const FORBIDDEN = [
  `UPDATE "Event" SET "name" = 'x'`,
  'DELETE FROM "Event"',
  'TRUNCATE "Event"',
  'DELETE FROM "ChainHead"',
  'TRUNCATE "ChainHead"',
  `UPDATE "ChainHead" SET "seq" = 0, "hash" = decode(repeat('00', 32), 'hex')`,
  // A row that does not continue the chain: it repeats the last one under the next number.
  `INSERT INTO "Event" SELECT seq + 1, hash, decode('00', 'hex'), body, at, name, outcome, null, 'x'
   FROM "Event" ORDER BY seq DESC LIMIT 1`,
  // Cut where no delivered checkpoint stands.
  `INSERT INTO "HistoryAnchor" SELECT seq, hash, 'a.b.c', now() FROM "Event" LIMIT 1`,
]
const MIGHTY = [
  'ALTER TABLE "Event" DISABLE TRIGGER ALL',
  'DROP TABLE "Event"',
  'ALTER TABLE "Event" ADD COLUMN more text',
  `CREATE OR REPLACE FUNCTION history_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
  `SET session_replication_role = 'replica'`,
  `UPDATE "EventMac" SET mac = ''`,
  'DELETE FROM "EventMac"',
  `UPDATE "Checkpoint" SET jws = ''`,
  'DELETE FROM "Checkpoint"',
  `INSERT INTO "LegalHold" VALUES (gen_random_uuid(), 'x', 'x', now())`,
  'CREATE TABLE mine (n int)',
]

const body = (name: string, extra: object = {}) =>
  JSON.stringify({ v: 1, name, outcome: 'done', actor: { id: 'u1', name: '佐藤 “Mayu”' }, ...extra })

interface Appended {
  seq: bigint
  at: Date
  hash: Uint8Array
}

async function append(tx: Tx, text: string): Promise<Appended> {
  const [row] = await tx.$queryRaw<Appended[]>`SELECT seq, at, hash FROM history_append(${text})`
  if (!row) throw new Error('nothing appended')
  return row
}

function hashOf(previous: Uint8Array, seq: bigint, text: string): string {
  const place = Buffer.alloc(8)
  place.writeBigInt64BE(seq)
  const parts = ['kagiban-history-v1\0', previous, place, text]
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const refusal = (code: string) => expect.objectContaining({ message: expect.stringContaining(code) })

describe('the history', () => {
  it('keeps the body as given behind seq and at, copies what is searched, and chains it', async () => {
    const channel = randomUUID()
    const text = body('token.issue', { channel, target: { type: 'token', id: 't1', label: 'x' } })
    const first = await transaction((tx) => append(tx, text))
    await transaction((tx) => append(tx, body('token.revoke')))
    const [one, two] = await database().event.findMany({ orderBy: { seq: 'asc' } })
    if (!one || !two) throw new Error('two events were appended')
    expect(one.body).toBe(`{"seq":1,"at":"${first.at.toISOString()}","${text.slice(2)}`)
    expect(one).toMatchObject({ at: first.at, name: 'token.issue', outcome: 'done', channelId: channel })
    expect(one).toMatchObject({ actorId: 'u1', actorName: '佐藤 “Mayu”', targetType: 'token', targetId: 't1' })
    expect(Math.abs(first.at.getTime() - Date.now())).toBeLessThan(60_000)
    expect(hex(one.hash)).toBe(hashOf(new Uint8Array(32), 1n, one.body))
    expect(hex(two.hash)).toBe(hashOf(one.hash, 2n, two.body))
    const head = await database().chainHead.findUniqueOrThrow({ where: { chain: 'history' } })
    expect([head.seq, hex(head.hash)]).toEqual([2n, hex(two.hash)])
  })

  it('does not fork or skip under 40 appends at once, of which every fourth rolls back', async () => {
    const before = (await database().chainHead.findUniqueOrThrow({ where: { chain: 'history' } })).seq
    const rounds = Array.from({ length: 40 }, (_, index) =>
      transaction(async (tx) => {
        await append(tx, body('channel.edit', { detail: index }))
        if (index % 4 === 0) throw new Error('changed its mind')
      }),
    )
    const failed = (await Promise.allSettled(rounds)).filter(({ status }) => status === 'rejected')
    expect(failed).toHaveLength(10)
    const events = await database().event.findMany({ orderBy: { seq: 'asc' } })
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: Number(before) + 30 }, (_, i) => BigInt(i + 1)))
    let previous: Uint8Array = new Uint8Array(32)
    for (const event of events) {
      expect(hex(event.hash)).toBe(hashOf(previous, event.seq, event.body))
      previous = event.hash
    }
  })

  it.each(FORBIDDEN)('refuses its owner, by triggers: %s', async (statement) => {
    await expect(owner(statement)).rejects.toMatchObject({ code: '42501' })
  })

  it.each([...FORBIDDEN, ...MIGHTY])('refuses the application, by its privileges: %s', async (statement) => {
    await expect(database().$executeRawUnsafe(statement)).rejects.toEqual(refusal('42501'))
  })

  it.each([
    ['no object', '[1]', '22023'],
    ['no field', '{}', '22023'],
    ['no JSON', '{"v":1', '22P02'],
    ['no name', '{"v":1}', '23502'],
    ['an outcome nobody knows', body('a', { outcome: 'maybe' }), '23514'],
    ['more than 16 KiB', body('a', { detail: 'x'.repeat(16_384) }), '23514'],
  ])('refuses a body with %s', async (_, text, code) => {
    await expect(transaction((tx) => append(tx, text))).rejects.toEqual(refusal(code))
  })
})

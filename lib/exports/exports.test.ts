import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Actor, PersonActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { exportHistory } from './export-history'
import { streamHistory } from './stream-history'

let world: World
let auditor: PersonActor
let channelId: string
let lineChannelId: string
beforeAll(async () => {
  world = await startWorld()
  auditor = await signedIn(['auditor'], { name: '=Somchai "W"' })
  ;({ channelId, lineChannelId } = await world.channelWithKey('＝渋谷, カフェ'))
  await world.channelWithKey('Another')
})
afterAll(() => world.close())

type Asked = Parameters<typeof perform<typeof exportHistory.input, unknown>>[2]

async function exported(asked: Asked, actor: Actor = auditor): Promise<{ text: string; count: number }> {
  const { result } = await perform(actor, exportHistory, asked)
  const bytes = await new Response(streamHistory(actor, result)).arrayBuffer()
  return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), count: result.count }
}

interface Line {
  seq: number
  previousHash: string
  hash: string
  body: string
}
const linesOf = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
    .filter(({ seq }) => seq !== undefined)

/** As `history_hash` in the migrations, from nothing but the file; answers the places that do not hold. */
function broken(lines: readonly Line[]): number[] {
  return lines.flatMap(({ seq, previousHash, hash, body }, index) => {
    const place = Buffer.alloc(8)
    place.writeBigInt64BE(BigInt(seq))
    const sum = createHash('sha256').update('kagiban-history-v1\0')
    const again = sum.update(Buffer.from(previousHash, 'hex')).update(place).update(body).digest('hex')
    const before = lines[index - 1]
    const joins = before?.seq !== seq - 1 || before.hash === previousHash
    return again === hash && joins ? [] : [seq]
  })
}

describe('exporting the history', () => {
  it('writes the event first, with the exact count, and never exports itself', async () => {
    const { text, count } = await exported({ format: 'jsonl' })
    const lines = linesOf(text)
    expect(lines).toHaveLength(count)
    expect(lines.map((line) => line.seq)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
    const event = await database().event.findFirstOrThrow({ where: { seq: BigInt(count + 1) } })
    expect(event).toMatchObject({ name: 'history.export', outcome: 'done', actorId: auditor.id })
    expect(JSON.parse(event.body).detail).toEqual({ format: 'jsonl', count, upTo: count })
  })

  it('gives what the chain can be recomputed from, and a changed byte shows', async () => {
    const lines = linesOf((await exported({ format: 'jsonl' })).text)
    expect(broken(lines)).toEqual([])
    const [third, fifth] = [lines[2], lines[4]]
    if (!third || !fifth) throw new Error('too few events')
    third.body = third.body.replace('渋谷', '渋屋')
    fifth.hash = `${fifth.hash.slice(0, -1)}${fifth.hash.endsWith('0') ? '1' : '0'}`
    expect(broken(lines)).toEqual([3, 5, 6])
  })

  it('exports a filter and no more, and tells it', async () => {
    const middle = await database().event.findFirstOrThrow({ where: { channelId, name: 'key.generate' } })
    const to = new Date(Math.ceil(middle.at.getTime() / 1000) * 1000 + 60_000).toISOString()
    const asked = { channel: channelId, action: 'key.activate', outcome: 'done', to, from: '', actor: '' } as const
    const { text, count } = await exported({ ...asked, format: 'jsonl' })
    expect(count).toBe(1)
    expect(JSON.parse(linesOf(text)[0]?.body ?? '')).toMatchObject({ name: 'key.activate', outcome: 'done' })
    const { body } = await database().event.findFirstOrThrow({ orderBy: { seq: 'desc' } })
    const { from: _from, actor: _actor, ...told } = asked
    expect(JSON.parse(body).detail.filter).toEqual({ ...told, to: `${to.slice(0, 19)}Z` })
  })

  it('leaves out what was written while it was read', async () => {
    const { result } = await perform(auditor, exportHistory, { format: 'jsonl' })
    await perform(auditor, exportHistory, { format: 'csv' })
    const text = await new Response(streamHistory(auditor, result)).text()
    expect(linesOf(text)).toHaveLength(result.count)
  })

  it('stops quietly when whoever asked goes away in the middle', async () => {
    const { result } = await perform(auditor, exportHistory, { format: 'csv' })
    const written = vi.spyOn(process.stdout, 'write')
    const reader = streamHistory(auditor, result).getReader()
    expect((await reader.read()).done).toBe(false)
    // After this turn of the loop the next part is being read from the database.
    await setImmediate()
    await reader.cancel()
    const told = written.mock.calls.join('\n')
    written.mockRestore()
    expect(told).not.toContain('export.broken')
  })

  it('makes a CSV that no spreadsheet runs', async () => {
    await exported({ format: 'jsonl' })
    const { text, count } = await exported({ format: 'csv', channel: channelId })
    const lines = text.split('\r\n')
    expect(text.startsWith('\ufeff"seq","at","name","outcome","actor_id"')).toBe(true)
    expect(lines).toHaveLength(count + 2)
    expect(lines[1]).toContain(`"${lineChannelId}","'＝渋谷, カフェ"`)
    expect(text).not.toMatch(/(^|\n|,)"?[=+\-@＝＋－＠]/)
    const own = await exported({ format: 'csv', actor: auditor.id })
    expect(own.text).toContain(`"'=Somchai ""W"""`)
  })

  it.each(['viewer', 'operator'] as const)('is refused to a %s', async (role) => {
    const actor = await signedIn([role])
    await expect(perform(actor, exportHistory, { format: 'csv' })).rejects.toMatchObject({ code: 'forbidden' })
    const where = { name: 'history.export', actorId: actor.id }
    expect(await database().event.findMany({ where, select: { outcome: true } })).toEqual([{ outcome: 'denied' }])
  })

  it('takes no filter that it does not understand, for it would export more than was asked', async () => {
    const before = await database().event.count()
    for (const wrong of [{ outcome: 'maybe' }, { channel: 'x' }, { from: 'yesterday' }, { format: 'xlsx' }])
      await expect(perform(auditor, exportHistory, { format: 'csv', ...wrong } as Asked)).rejects.toThrow('invalid')
    expect(await database().event.count()).toBe(before)
  })
})

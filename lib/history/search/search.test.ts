import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { startWorld, type World } from '@/sandbox/world'
import { appendEvent } from '../append'
import { findDensity } from '../density/find'
import type { EventInput } from '../event'
import { countEvents, listEvents } from '../queries'

let world: World
let auditor: PersonActor
let shibuya: Awaited<ReturnType<World['registeredChannel']>>
let yokohama: typeof shibuya
const OPERATION = '0190f3a0-0000-7000-8000-000000000001'

const write = (event: Partial<EventInput>) =>
  transaction((tx) => appendEvent(tx, { name: 'token.revoke', outcome: 'done', actor: auditor, ...event }))

beforeAll(async () => {
  world = await startWorld()
  auditor = await signedIn(['auditor'], { name: 'Somchai W' })
  shibuya = await world.registeredChannel('渋谷カフェ公式')
  yokohama = await world.registeredChannel('Yokohama Bay')
  const token = (label: string) => ({ type: 'token', id: `id-${label}`, label })
  await write({
    channelId: shibuya.channelId,
    target: token('受付アプリ'),
    detail: { purpose: 'A', reason: '担当者の退職 OPS-2207' },
  })
  await write({
    outcome: 'failed',
    target: token('ｶﾌｪ ＬＩＮＥ'),
    detail: { accepted: { requestId: 'c1f0-REQ' } },
    operationId: OPERATION,
  })
  await write({
    name: 'token.issue',
    target: token('100%_done'),
    detail: { keyIds: ['sDTOzw5wIfWx'], reason: 'say "hi"\nnow' },
  })
  await write({ name: 'token.issue', channelId: yokohama.channelId, actor: { ...auditor, ip: '10.0.0.7' } })
})
afterAll(() => world.close())

const found = async (q: string) => (await listEvents(auditor, { q })).rows.map(({ target }) => target?.label ?? '')

describe('free text', () => {
  it.each([
    ['受付', ['受付アプリ']],
    ['付', ['受付アプリ']],
    ['付ア', ['受付アプリ']],
    ['退職', ['受付アプリ']],
    ['担当者の退職', ['受付アプリ']],
    ['ops-2207', ['受付アプリ']],
    ['退職 OPS', ['受付アプリ']],
    ['"退職 OPS"', ['受付アプリ']],
    ['"OPS 退職"', []],
    ['付受', []],
    ['カフェ LINE', ['ｶﾌｪ ＬＩＮＥ']],
    ['フェ', ['ｶﾌｪ ＬＩＮＥ', '渋谷カフェ公式']],
    ['c1f0-req', ['ｶﾌｪ ＬＩＮＥ']],
    ['zw5wif', ['100%_done']],
    ['100%_', ['100%_done']],
    ['"say \\"hi\\""', ['100%_done']],
    ['1000_', []],
    ['keyIds', []],
    ['purpose', []],
    ['-受付 somchai target:受付', []],
  ])('%s', async (q, labels) => {
    expect([...new Set(await found(q))].sort()).toEqual(labels.sort())
  })
})

describe('keys', () => {
  it.each([
    ['action:token.issue action:token.revoke', 4],
    ['action:token.*', 4],
    ['action:token.* -action:token.issue', 2],
    ['action:token.* outcome:failed', 1],
    ['action:token.* channel:渋谷', 1],
    // Those of no channel are not of this one either.
    ['action:token.* -channel:渋谷', 3],
    ['action:token.* channel:渋谷 channel:"yokohama bay"', 2],
    ['ip:10.0.0.7', 1],
    ['ip:10.0.* -ip:10.1.0.1', 1],
    [`op:${OPERATION}`, 1],
    ['action:token.* -target:受付', 3],
    ['token:id-受付アプリ', 1],
    ['token:退職', 1],
    ['target:退職', 0],
    ['action:token.* actor:somchai', 4],
    ['action:token.* -actor:somchai', 0],
    ['actor:nobody', 0],
  ])('%s', async (q, count) => {
    expect(await countEvents(auditor, { q })).toBe(count)
  })

  it('keep to what the reader may see', async () => {
    expect((await listEvents(world.viewer, { q: 'action:token.*' })).rows).toHaveLength(2)
  })
})

describe('the index', () => {
  it.each(['受付', '付', 'ops-2207'])('is asked for %s', async (text) => {
    const { containing } = await import('./contains')
    const plan = await database().$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`
      return tx.$queryRaw<{ 'QUERY PLAN': string }[]>`EXPLAIN ANALYZE SELECT FROM "Event" e WHERE ${containing(text)}`
    })
    const lines = plan.map((line) => line['QUERY PLAN'])
    expect(lines.join('\n')).toContain('Bitmap Index Scan on "Event_words_idx"')
    // Not all of it, to be looked through one by one.
    expect(lines.find((line) => line.includes('Rows Removed by Index Recheck'))).toBeUndefined()
  })
})

describe('density', () => {
  it('tells when they happened and how many went wrong, without a gap', async () => {
    const { total, bars } = await findDensity(auditor, { q: 'action:token.*' }, 9 * 3600)
    expect(total).toBe(4)
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(4)
    expect(bars.reduce((sum, { wrong }) => sum + wrong, 0)).toBe(1)
  })

  it('spans what was asked for, in bars that begin with the reader’s day', async () => {
    const from = new Date(Date.now() - 30 * 86_400_000).toISOString()
    const { bars, stepSeconds } = await findDensity(auditor, { from }, 9 * 3600)
    expect(stepSeconds).toBe(12 * 3600 * 2)
    expect(bars.length).toBeGreaterThan(29)
    expect(bars[0]?.at.toISOString()).toMatch(/T15:00:00.000Z$/)
    expect(bars[0]?.count).toBe(0)
  })

  it('of everything is what counting one by one gives, however it is looked up', async () => {
    const [{ at: first } = { at: new Date() }] = await database().event.findMany({ orderBy: { seq: 'asc' }, take: 1 })
    const middle = new Date(first.getTime() + (Date.now() - first.getTime()) / 2).toISOString()
    for (const times of [{}, { from: middle }, { to: middle }, { from: '2020-01-01T00:00:00Z', to: middle }]) {
      // A search that lets everything through is counted event by event.
      const counted = await findDensity(auditor, { ...times, q: '-action:nothing' }, 9 * 3600)
      const looked = await findDensity(auditor, times, 9 * 3600)
      expect(looked.total, JSON.stringify(times)).toBe(counted.total)
      expect(looked.total).toBe(await countEvents(auditor, times))
      const sum = (bars: typeof looked.bars, of: 'count' | 'wrong') => bars.reduce((all, bar) => all + bar[of], 0)
      expect(sum(looked.bars, 'count')).toBe(looked.total)
      expect(sum(looked.bars, 'wrong')).toBe(sum(counted.bars, 'wrong'))
    }
    expect((await findDensity(auditor, { from: '2999-01-01T00:00:00Z' }, 0)).total).toBe(0)
  })

  it('of nothing is nothing', async () => {
    expect(await findDensity(auditor, { q: 'actor:nobody' }, 0)).toEqual({
      total: 0,
      stepSeconds: 1,
      drawn: 0,
      bars: [],
    })
  })
})

import { beforeAll, expect, it } from 'vitest'
import type { PersonActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { testDatabase } from '@/sandbox/database/test-database'
import { type ChannelFilter, channelFilter } from '../schema'
import { listChannels } from './list-channels'

testDatabase()

// Names in fives, so that pages break inside equal names; every third is tagged; slots and expiries in sevens.
const TOTAL = 240
const NOW = new Date('2026-11-24T03:00:00Z')
const inHours = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
let viewer: PersonActor
beforeAll(async () => {
  viewer = await signedIn(['viewer'])
  const channels = Array.from({ length: TOTAL }, (_, index) => ({
    id: newId(),
    lineChannelId: String(1_650_000_000 + index),
    name: `Channel ${String(Math.floor(((index * 7) % TOTAL) / 5)).padStart(2, '0')}`,
    type: 'messaging_api',
    environment: 'production',
    owner: 'Sato Mayu',
    tags: index % 3 === 0 ? ['every third'] : [],
  }))
  await database().channel.createMany({ data: channels })
  const token = { kind: 'v2.1', fingerprint: 'x', purpose: 'x', owner: 'x', issuedByName: 'x', state: 'live' }
  const [expiries, slots] = [
    channels.flatMap(({ id }, index) =>
      index % 7 === 0
        ? []
        : [{ ...token, id: newId(), channelId: id, issuedAt: NOW, expiresAt: inHours(24 * (index % 7)) }],
    ),
    channels.flatMap(({ id }, index) =>
      Array.from({ length: index % 7 }, (_, nth) => ({
        ...{ channelId: id, keyId: `k${nth}`, standing: 'ours', firstSeenAt: NOW, lastSeenAt: NOW },
      })),
    ),
  ]
  await database().token.createMany({ data: expiries })
  await database().keyIdSighting.createMany({ data: slots })
  const [first] = channels
  await database().channel.create({
    data: { ...first, id: newId(), lineChannelId: '1', archivedAt: new Date() } as never,
  })
})

const filter = (changes: object): ChannelFilter => channelFilter.parse(changes)
const list = (changes: object) => listChannels(viewer, filter(changes), NOW)

/** Every page of a filter, forwards. */
async function pagesOf(kept: object) {
  const pages = [await list(kept)]
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) pages.push(await list({ ...kept, after: next }))
  return pages
}

it.each([
  ['all of them, by name', {}, TOTAL],
  ['by their next expiry', { sort: 'expiry' }, TOTAL],
  ['by the slots taken', { sort: 'slots' }, TOTAL],
  ['of a tag', { tag: 'every third' }, TOTAL / 3],
  ['of a search, by their next expiry', { q: 'EVERY', sort: 'expiry' }, TOTAL / 3],
  ['of a state, by the slots taken', { state: 'noKey', sort: 'slots' }, TOTAL],
])(
  'shows channels once, forwards and back the same, with their place and the exact total: %s',
  async (_name, kept, total) => {
    const pages = await pagesOf(kept)
    const froms = Array.from({ length: Math.ceil(total / 50) }, (_, page) => page * 50)
    expect(pages.map((page) => [page.from, page.total])).toEqual(froms.map((from) => [from, total]))
    expect(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(total)
    expect(pages[0]?.previous).toBeNull()

    for (let page = pages.length - 1; page > 0; page--)
      expect(await list({ ...kept, before: pages[page]?.previous ?? '' })).toEqual(pages[page - 1])
  },
)

it('orders by name, by expiry with those without one last, and by slots with the fullest first', async () => {
  const rowsOf = async (sort: string) => (await pagesOf({ sort })).flatMap(({ rows }) => rows)
  const names = (await rowsOf('name')).map(({ name }) => name)
  expect(names).toEqual(names.toSorted())
  const expiries = (await rowsOf('expiry')).map(({ nextExpiryAt }) => nextExpiryAt?.getTime() ?? Infinity)
  expect(expiries).toEqual(expiries.toSorted((a, b) => a - b))
  expect(expiries.filter((at) => at === Infinity).length).toBeGreaterThan(0)
  const slots = (await rowsOf('slots')).map(({ slotsTaken }) => slotsTaken)
  expect(slots).toEqual(slots.toSorted((a, b) => b - a))
  expect([slots[0], slots.at(-1)]).toEqual([6, 0])
})

it('begins anew from a place that is gone, and from one that nothing comes after', async () => {
  const last = (await pagesOf({})).at(-1)?.rows.at(-1)?.id
  for (const after of [newId(), last]) {
    const { from, previous, rows } = await list({ after })
    expect([from, previous, rows.length]).toEqual([0, null, 50])
  }
})

it('leaves out of an address what it does not understand', () => {
  const read = filter({ q: ['a', 'b'], type: 'bot', state: 'x', sort: 'y', after: '1', owner: 'a\0b', tag: ' ' })
  expect(Object.values(read).filter((value) => value !== undefined)).toEqual([])
})

import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { Refusal } from '@/lib/errors'
import { open } from '@/lib/sealing/seal'
import type { Secret } from '@/lib/sealing/secret'
import type { ChannelRow, ChannelType, ChannelView, Environment } from './schema'

const PAGE = 50

const columns = {
  id: true,
  lineChannelId: true,
  name: true,
  type: true,
  environment: true,
  tags: true,
  owner: true,
  createdAt: true,
  syncedAt: true,
  signingKeys: { where: { state: { not: 'retired' } }, select: { state: true } },
} as const

/** One page of the channels by name, with the place where the next one begins. */
export interface ChannelPage {
  rows: ChannelRow[]
  total: number
  next: string | null
}

/** The channels in order of name, 50 a page; `after` is the `next` of the page before. */
export async function listChannels(actor: Actor, after?: string): Promise<ChannelPage> {
  demand(actor, 'channel.read')
  const from = after
    ? await database().channel.findUnique({ where: { id: after }, select: { name: true, id: true } })
    : null
  const [total, found] = await Promise.all([
    database().channel.count({ where: { archivedAt: null } }),
    database().channel.findMany({
      where: {
        archivedAt: null,
        ...(from ? { OR: [{ name: { gt: from.name } }, { name: from.name, id: { gt: from.id } }] } : {}),
      },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: PAGE + 1,
      select: columns,
    }),
  ])
  const page = found.slice(0, PAGE)
  const known = await slotsOf(page.map((row) => row.id))
  const rows = page.map((row) => toRow(row, known))
  return { rows, total, next: found.length > PAGE ? (page.at(-1)?.id ?? null) : null }
}

/** One channel; refuses with `not_found`. */
export async function getChannel(actor: Actor, channelId: string): Promise<ChannelView> {
  demand(actor, 'channel.read')
  const row = await database().channel.findUnique({
    where: { id: channelId },
    select: {
      ...columns,
      secrets: { where: { retiredAt: null }, orderBy: { createdAt: 'desc' }, take: 1, select: { provenAt: true } },
    },
  })
  if (!row) throw new Refusal('not_found', 'channelNotFound')
  return {
    ...toRow(row, await slotsOf([row.id])),
    createdAt: row.createdAt,
    syncedAt: row.syncedAt,
    secretProvenAt: row.secrets[0]?.provenAt ?? null,
  }
}

/** The secret of a channel, for the inside of a call to LINE; refuses when none is on file. */
export async function openChannelSecret(channelId: string): Promise<Secret> {
  const row = await database().channelSecret.findFirst({
    where: { channelId, retiredAt: null },
    orderBy: { createdAt: 'desc' },
    select: { id: true, sealed: true, sealingKeyId: true },
  })
  if (!row) throw new Refusal('conflict', 'channelSecretMissing')
  return open({ table: 'ChannelSecret', column: 'sealed', id: row.id }, { jwe: row.sealed, keyId: row.sealingKeyId })
}

interface Slots {
  taken: Map<string, number>
  nextExpiry: Map<string, Date | null>
}

async function slotsOf(channelIds: string[]): Promise<Slots> {
  const where = { channelId: { in: channelIds } }
  const [sightings, expiries] = await Promise.all([
    database().keyIdSighting.groupBy({ by: ['channelId'], where: { ...where, goneAt: null }, _count: true }),
    database().token.groupBy({
      by: ['channelId'],
      where: { ...where, state: { not: 'gone' }, expiresAt: { gt: new Date() } },
      _min: { expiresAt: true },
    }),
  ])
  return {
    taken: new Map(sightings.map((row) => [row.channelId, row._count])),
    nextExpiry: new Map(expiries.map((row) => [row.channelId, row._min.expiresAt])),
  }
}

type Found = Omit<ChannelRow, 'slotsTaken' | 'nextExpiryAt' | 'signingKey' | 'type' | 'environment'> & {
  type: string
  environment: string
  signingKeys: { state: string }[]
}

function toRow(row: Found, slots: Slots): ChannelRow {
  const { id, lineChannelId, name, tags, owner, signingKeys } = row
  const states = signingKeys.map((key) => key.state)
  return {
    id,
    lineChannelId,
    name,
    type: row.type as ChannelType,
    environment: row.environment as Environment,
    tags,
    owner,
    slotsTaken: slots.taken.get(id) ?? 0,
    nextExpiryAt: slots.nextExpiry.get(id) ?? null,
    signingKey: states.includes('active') ? 'active' : states.length > 0 ? 'generated' : 'none',
  }
}

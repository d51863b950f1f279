import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import type { Tx } from '@/lib/db/transaction'
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

/** One page of the channels by name: where it begins in the whole (from 0), and the places of the pages beside it. */
export interface ChannelPage {
  rows: ChannelRow[]
  total: number
  from: number
  previous: string | null
  next: string | null
}

/** The channels in order of name, 50 a page: those `after` one of them, or those `before` one. */
export async function listChannels(
  actor: Actor,
  { after, before }: { after?: string | undefined; before?: string | undefined } = {},
): Promise<ChannelPage> {
  demand(actor, 'channel.read')
  const kept = { archivedAt: null }
  const back = after === undefined && before !== undefined
  const place = after ?? before
  const at = place
    ? await database().channel.findUnique({ where: { id: place }, select: { name: true, id: true } })
    : null
  const order = back ? 'desc' : 'asc'
  const [total, found] = await Promise.all([
    database().channel.count({ where: kept }),
    database().channel.findMany({
      where: at ? { ...kept, ...beyond(at, back ? 'lt' : 'gt') } : kept,
      orderBy: [{ name: order }, { id: order }],
      take: PAGE,
      select: columns,
    }),
  ])
  const page = back ? found.reverse() : found
  const [first, last] = [page.at(0), page.at(-1)]
  const [slots, from] = await Promise.all([
    slotsOf(page.map((row) => row.id)),
    first && at ? database().channel.count({ where: { ...kept, ...beyond(first, 'lt') } }) : 0,
  ])
  return {
    rows: page.map((row) => toRow(row, slots)),
    total,
    from,
    previous: from > 0 ? (first?.id ?? null) : null,
    next: from + page.length < total ? (last?.id ?? null) : null,
  }
}

function beyond({ name, id }: { name: string; id: string }, way: 'gt' | 'lt') {
  return { OR: [{ name: { [way]: name } }, { name, id: { [way]: id } }] }
}

/** One channel; refuses with `not_found`. */
export async function getChannel(actor: Actor, channelId: string): Promise<ChannelView> {
  demand(actor, 'channel.read')
  const row = await database().channel.findUnique({
    where: { id: channelId },
    select: {
      ...columns,
      checkedAt: true,
      clockOffsetMs: true,
      secrets: {
        where: { retiredAt: null },
        orderBy: { createdAt: 'desc' },
        take: 1,
        select: { provenAt: true, refusedAt: true },
      },
    },
  })
  if (!row) throw new Refusal('not_found', 'channelNotFound')
  return {
    ...toRow(row, await slotsOf([row.id])),
    createdAt: row.createdAt,
    syncedAt: row.syncedAt,
    secretProvenAt: row.secrets[0]?.provenAt ?? null,
    secretRefusedAt: row.secrets[0]?.refusedAt ?? null,
    checkedAt: row.checkedAt,
    clockOffsetMs: row.clockOffsetMs,
  }
}

/** The names of these channels by their id, archived ones too; unknown ids are left out. */
export async function listChannelNames(actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
  demand(actor, 'channel.read')
  if (ids.length === 0) return new Map()
  const rows = await database().channel.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** How many channels a list of choices may hold. */
const CHOICES = 100

/** All channels by name, to choose from; null when they are too many for that. */
export async function findChannelChoices(actor: Actor): Promise<{ id: string; name: string }[] | null> {
  demand(actor, 'channel.read')
  const rows = await database().channel.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: CHOICES + 1,
    select: { id: true, name: true },
  })
  return rows.length > CHOICES ? null : rows
}

/**
 * A channel's row, locked until the transaction ends, so that changes of its credentials come one after the other; no
 * token being saved waits for that. Refuses with `not_found`, and an archived channel.
 */
export async function lockChannel(tx: Tx, channelId: string): Promise<{ name: string; lineChannelId: string }> {
  const [channel] = await tx.$queryRaw<{ name: string; lineChannelId: string; archivedAt: Date | null }[]>`
    SELECT name, "lineChannelId", "archivedAt" FROM "Channel" WHERE id = ${channelId}::uuid FOR NO KEY UPDATE`
  if (!channel) throw new Refusal('not_found', 'channelNotFound')
  if (channel.archivedAt) throw new Refusal('conflict', 'channelArchived')
  return channel
}

/** The secret on file of a channel, or null. */
export function findCurrentSecret(tx: Tx, channelId: string): Promise<{ id: string; fingerprint: string } | null> {
  return tx.channelSecret.findFirst({
    where: { channelId, retiredAt: null },
    orderBy: { createdAt: 'desc' },
    select: { id: true, fingerprint: true },
  })
}

/**
 * The secret of a channel, for the inside of a call to LINE: the one on file, or a certain one (`secretId`) as long as it
 * is on file. Refuses when it is not.
 */
export async function openChannelSecret(channelId: string, secretId?: string): Promise<Secret> {
  const row = await database().channelSecret.findFirst({
    where: { channelId, retiredAt: null, ...(secretId && { id: secretId }) },
    orderBy: { createdAt: 'desc' },
    select: { id: true, sealed: true, sealingKeyId: true },
  })
  if (!row?.sealed || !row.sealingKeyId) throw new Refusal('conflict', 'channelSecretMissing')
  return open({ table: 'ChannelSecret', column: 'sealed', id: row.id }, { jwe: row.sealed, keyId: row.sealingKeyId })
}

interface Slots {
  taken: Map<string, number>
  nextExpiry: Map<string, Date | null>
}

async function slotsOf(channelIds: string[]): Promise<Slots> {
  const now = new Date()
  const [sightings, expiries] = await Promise.all([
    // A token of ours frees its slot by expiring, whether or not the list has been read since.
    database().$queryRaw<{ channelId: string; taken: number }[]>`
      SELECT s."channelId", count(*)::int AS taken
      FROM "KeyIdSighting" s LEFT JOIN "Token" t ON t."channelId" = s."channelId" AND t."keyId" = s."keyId"
      WHERE s."channelId" = ANY(${channelIds}::uuid[]) AND s."goneAt" IS NULL
        AND (t."expiresAt" IS NULL OR t."expiresAt" > ${now})
      GROUP BY s."channelId"`,
    database().token.groupBy({
      by: ['channelId'],
      where: { channelId: { in: channelIds }, state: { not: 'gone' }, expiresAt: { gt: now } },
      _min: { expiresAt: true },
    }),
  ])
  return {
    taken: new Map(sightings.map((row) => [row.channelId, row.taken])),
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
    signingKey: KEY_STATES.find((state) => states.includes(state)) ?? 'none',
  }
}

/** What a channel's keys amount to is told by the first of these that one of them is in. */
const KEY_STATES = ['active', 'generated', 'ready'] as const

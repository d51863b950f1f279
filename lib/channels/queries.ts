import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import type { Tx } from '@/lib/db/transaction'
import { Refusal } from '@/lib/errors'
import { open } from '@/lib/sealing/seal'
import type { Secret } from '@/lib/sealing/secret'
import { type ReadRow, rowColumns, toRow } from './list/rows'
import { countRemains } from './remains'
import type { ChannelType, ChannelView, FreezeView, RemainsView } from './schema'

/** One channel, archived or not; refuses with `not_found`. */
export async function getChannel(actor: Actor, channelId: string): Promise<ChannelView> {
  demand(actor, 'channel.read')
  const [[row], more] = await Promise.all([
    database().$queryRaw<ReadRow[]>`
      SELECT ${rowColumns(new Date())} FROM "Channel" c WHERE c.id = ${channelId}::uuid`,
    database().channel.findUnique({
      where: { id: channelId },
      select: {
        createdAt: true,
        syncedAt: true,
        checkedAt: true,
        clockOffsetMs: true,
        secrets: {
          where: { retiredAt: null },
          orderBy: { createdAt: 'desc' },
          take: 1,
          select: { provenAt: true, refusedAt: true },
        },
      },
    }),
  ])
  if (!row || !more) throw new Refusal('not_found', 'channelNotFound')
  return {
    ...toRow(row),
    createdAt: more.createdAt,
    syncedAt: more.syncedAt,
    secretProvenAt: more.secrets[0]?.provenAt ?? null,
    secretRefusedAt: more.secrets[0]?.refusedAt ?? null,
    checkedAt: more.checkedAt,
    clockOffsetMs: more.clockOffsetMs,
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

/** The channels that are not archived, by name, to choose from; null when they are too many for that. */
export async function findChannelChoices(actor: Actor): Promise<{ id: string; name: string }[] | null> {
  demand(actor, 'channel.read')
  const rows = await database().channel.findMany({
    where: { archivedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: CHOICES + 1,
    select: { id: true, name: true },
  })
  return rows.length > CHOICES ? null : rows
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

interface LockedChannel {
  name: string
  lineChannelId: string
  type: ChannelType
  owner: string
  archivedAt: Date | null
  frozenAt: Date | null
}

/**
 * A channel's row, locked until the transaction ends, so that changes of it come one after the other; no token being
 * saved waits for that. Refuses with `not_found`, and with `channelArchived` an archived one: nothing new is made there.
 */
export async function lockWorkingChannel(tx: Tx, channelId: string): Promise<LockedChannel> {
  const channel = await lockChannel(tx, channelId)
  if (channel.archivedAt) throw new Refusal('conflict', 'channelArchived')
  return channel
}

/** The same for an archived one too. */
export async function lockChannel(tx: Tx, channelId: string): Promise<LockedChannel> {
  const [channel] = await tx.$queryRaw<LockedChannel[]>`
    SELECT name, "lineChannelId", type, owner, "archivedAt", "frozenAt"
    FROM "Channel" WHERE id = ${channelId}::uuid FOR NO KEY UPDATE`
  if (!channel) throw new Refusal('not_found', 'channelNotFound')
  return channel
}

/** What still lives at LINE, or is under way, in a channel. */
export async function getRemains(actor: Actor, channelId: string): Promise<RemainsView> {
  demand(actor, 'channel.read')
  return countRemains(database(), channelId)
}

/** Who froze issuing for a channel, when and why, as the history tells; null while it may issue. */
export async function findFreeze(actor: Actor, channelId: string): Promise<FreezeView | null> {
  demand(actor, 'channel.read')
  const [channel, event] = await Promise.all([
    database().channel.findUnique({
      where: { id: channelId },
      select: {
        frozenAt: true,
        incidents: {
          where: { incident: { closedAt: null } },
          select: { incident: { select: { id: true, drill: true } } },
        },
      },
    }),
    database().event.findFirst({
      where: { channelId, name: 'channel.freeze', outcome: 'done' },
      orderBy: { seq: 'desc' },
      select: { actorName: true, body: true },
    }),
  ])
  if (!channel?.frozenAt) return null
  const told = event ? (JSON.parse(event.body) as { detail?: { freezeReason?: string } }) : null
  return {
    at: channel.frozenAt,
    by: event?.actorName ?? null,
    reason: told?.detail?.freezeReason ?? null,
    incident: channel.incidents[0]?.incident ?? null,
  }
}

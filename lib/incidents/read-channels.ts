import 'server-only'
import type { ChannelType } from '@/lib/channels/schema'
import type { Tx } from '@/lib/db/transaction'
import type { TokenKind, TokenState } from '@/lib/tokens/schema'
import { asClosed } from './as-closed'
import { viewOf } from './derive'
import type { ChannelFacts } from './facts'
import type { Before, IncidentChannelView, SaidStep } from './schema'

export type Reader = Pick<
  Tx,
  'incidentChannel' | 'token' | 'signingKey' | 'channelSecret' | 'keyIdSighting' | 'operation' | 'jobItem'
>

/** The channels of an incident by name, each with how far it has come: now, or when it was closed. */
export async function readChannels(
  tx: Reader,
  incident: { id: string; openedAt: Date; safeAt: Date | null; closedAt: Date | null },
  now: Date,
): Promise<IncidentChannelView[]> {
  const rows = await tx.incidentChannel.findMany({
    where: { incidentId: incident.id },
    orderBy: [{ channel: { name: 'asc' } }, { channelId: 'asc' }],
    select: {
      before: true,
      steps: true,
      channel: { select: { id: true, name: true, lineChannelId: true, type: true, frozenAt: true, syncedAt: true } },
    },
  })
  const { closedAt } = incident
  const until = closedAt ? { createdAt: { lte: closedAt } } : {}
  const of = { channelId: { in: rows.map(({ channel }) => channel.id) } }
  // One after the other: inside a transaction there is one connection.
  const tokens = await tx.token.findMany({
    where: { ...of, ...whichTokens(incident) },
    orderBy: [{ issuedAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, channelId: true, kind: true, keyId: true, purpose: true },
      ...{ state: true, expiresAt: true, goneAt: true, nextProofAt: true },
    },
  })
  const keys = await tx.signingKey.findMany({
    where: of,
    select: {
      ...{ id: true, channelId: true, kid: true, state: true, sealed: true },
      ...{ refusedAt: true, provenAt: true, activatedAt: true, retiredAt: true },
    },
  })
  const secrets = await tx.channelSecret.findMany({
    where: { ...of, ...(closedAt ? until : { retiredAt: null }) },
    orderBy: { createdAt: 'asc' },
    select: { id: true, channelId: true, provenAt: true, refusedAt: true, createdAt: true },
  })
  const sightings = await tx.keyIdSighting.findMany({
    where: { ...of, standing: { not: 'ours' } },
    select: { channelId: true, keyId: true, standing: true, firstSeenAt: true, goneAt: true },
  })
  const operations = await tx.operation.findMany({
    where: { ...of, change: { in: ['token.issue', 'token.import'] }, state: { in: [...OPEN, 'uncertain'] }, ...until },
    select: { channelId: true, state: true, kind: true, ending: true },
  })
  const waiting = await tx.jobItem.groupBy({
    by: ['channelId'],
    where: {
      ...of,
      job: { incidentId: incident.id, change: 'token.revoke' },
      state: { in: ['waiting', 'running'] },
    },
    _count: true,
  })
  const [tokensOf, keysOf, secretsOf] = [by(tokens), by(keys), by(secrets)]
  const [sightingsOf, operationsOf] = [by(sightings), by(operations)]
  return rows.map(({ channel, before, steps }) => {
    const facts: ChannelFacts = {
      channel: { ...channel, type: channel.type as ChannelType },
      before: before as unknown as Before,
      said: steps as unknown as Record<string, SaidStep>,
      tokens: tokensOf(channel.id).map((token) => ({
        ...token,
        kind: token.kind as TokenKind,
        state: token.state as TokenState,
      })),
      keys: keysOf(channel.id).map(({ sealed, ...key }) => ({ ...key, held: sealed !== null })),
      secret: secretsOf(channel.id).at(-1) ?? null,
      sightings: sightingsOf(channel.id),
      operations: operationsOf(channel.id),
      revoking: waiting.find(({ channelId }) => channelId === channel.id)?._count ?? 0,
    }
    return viewOf(closedAt ? asClosed(facts, { ...incident, closedAt }) : facts, incident, now)
  })
}

/** The tokens whose end an incident is about: those that lived when it was opened, or came to be until it was closed. */
export function whichTokens({ openedAt, closedAt }: { openedAt: Date; closedAt: Date | null }) {
  return {
    ...(closedAt ? { issuedAt: { lte: closedAt } } : {}),
    AND: [
      { OR: [{ goneAt: null }, { goneAt: { gte: openedAt } }] },
      { OR: [{ expiresAt: null }, { expiresAt: { gt: openedAt } }] },
    ],
  }
}

const OPEN = ['prepared', 'calling', 'unknown']

function by<Row extends { channelId: string | null }>(rows: readonly Row[]): (channelId: string) => Row[] {
  const grouped = new Map<string | null, Row[]>()
  for (const row of rows) grouped.set(row.channelId, [...(grouped.get(row.channelId) ?? []), row])
  return (channelId) => grouped.get(channelId) ?? []
}

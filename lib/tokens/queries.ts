import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import type { KeptProof } from './proof/schema'
import type { KeyIdView, ShortLivedView, SightingView, TokenKind, TokenState, TokenView } from './schema'
import { countShortLived } from './short-lived'
import { findLostIssues } from './slots/lost-issues'

/** How many ended tokens a channel's page shows. */
const ENDED = 50

const columns = {
  id: true,
  kind: true,
  keyId: true,
  fingerprint: true,
  purpose: true,
  owner: true,
  origin: true,
  issuedByName: true,
  issuedAt: true,
  expiresAt: true,
  state: true,
  goneAt: true,
  proof: true,
  nextProofAt: true,
  lastVerifiedAt: true,
  lastVerdict: true,
  scope: true,
} as const

/** A channel's tokens: those that may still work, by expiry, and the newest of those that ended. */
export async function listTokens(actor: Actor, channelId: string): Promise<{ live: TokenView[]; ended: TokenView[] }> {
  demand(actor, 'token.read')
  const now = new Date()
  const works = { state: { not: 'gone' }, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }
  const [live, ended] = await Promise.all([
    database().token.findMany({ where: { channelId, ...works }, orderBy: { expiresAt: 'asc' }, select: columns }),
    database().token.findMany({
      where: { channelId, NOT: works },
      orderBy: { issuedAt: 'desc' },
      take: ENDED,
      select: columns,
    }),
  ])
  return { live: live.map(toView), ended: ended.map(toView) }
}

/** One token of a channel, however long ago it ended; null when there is none. */
export async function findToken(actor: Actor, channelId: string, tokenId: string): Promise<TokenView | null> {
  demand(actor, 'token.read')
  const row = await database().token.findFirst({ where: { id: tokenId, channelId }, select: columns })
  return row && toView(row)
}

/** Some tokens, of whatever channels, in the order they end. */
export async function findTokens(actor: Actor, tokenIds: readonly string[]): Promise<TokenView[]> {
  demand(actor, 'token.read')
  const rows = await database().token.findMany({
    where: { id: { in: [...tokenIds] } },
    orderBy: [{ channel: { name: 'asc' } }, { channelId: 'asc' }, { expiresAt: 'asc' }, { id: 'asc' }],
    select: columns,
  })
  return rows.map(toView)
}

/** What is known of a channel's short-lived tokens, and which of ours LINE would end first. */
export async function getShortLived(actor: Actor, channelId: string): Promise<ShortLivedView> {
  demand(actor, 'token.read')
  return countShortLived(database(), channelId)
}

/** The key IDs LINE listed last that are no token of ours. */
export async function listUnheldKeyIds(actor: Actor, channelId: string): Promise<KeyIdView[]> {
  demand(actor, 'token.read')
  const rows = await database().keyIdSighting.findMany({
    where: { channelId, goneAt: null, standing: { not: 'ours' } },
    orderBy: { firstSeenAt: 'asc' },
    select: { keyId: true, standing: true, operationId: true, firstSeenAt: true, lastSeenAt: true },
  })
  const issues = await findLostIssues(rows.flatMap(({ operationId }) => operationId ?? []))
  return rows.map(({ operationId, ...row }) => ({
    ...row,
    standing: row.standing as KeyIdView['standing'],
    issue: issues.get(operationId ?? '') ?? null,
  }))
}

/** How many key IDs that have left LINE's list a channel's page shows. */
const GONE = 50

/** The key IDs LINE's lists have shown for a channel: all that are listed, and the latest of those that are gone. */
export async function listKeyIds(actor: Actor, channelId: string): Promise<SightingView[]> {
  demand(actor, 'token.read')
  const select = { keyId: true, standing: true, firstSeenAt: true, lastSeenAt: true, goneAt: true }
  const [listed, gone] = await Promise.all([
    database().keyIdSighting.findMany({ where: { channelId, goneAt: null }, orderBy: { firstSeenAt: 'asc' }, select }),
    database().keyIdSighting.findMany({
      where: { channelId, goneAt: { not: null } },
      orderBy: { goneAt: 'desc' },
      take: GONE,
      select,
    }),
  ])
  const rows = [...listed, ...gone]
  const tokens = await database().token.findMany({
    where: { channelId, keyId: { in: rows.map(({ keyId }) => keyId) } },
    select: { id: true, purpose: true, keyId: true },
  })
  const byKeyId = new Map(tokens.map(({ keyId, ...token }) => [keyId, token]))
  return rows.map((row) => ({
    ...row,
    standing: row.standing as SightingView['standing'],
    token: byKeyId.get(row.keyId) ?? null,
  }))
}

type Row = Omit<TokenView, 'kind' | 'origin' | 'state' | 'proof' | 'lastVerdict'> & {
  kind: string
  origin: string
  state: string
  proof: unknown
  lastVerdict: string | null
}

function toView(row: Row): TokenView {
  return {
    ...row,
    kind: row.kind as TokenKind,
    origin: row.origin as TokenView['origin'],
    state: row.state as TokenState,
    proof: row.proof as KeptProof | null,
    lastVerdict: row.lastVerdict as TokenView['lastVerdict'],
  }
}

import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import { SHORT_LIVED_SECONDS, type ShortLivedView } from './schema'

/**
 * The short-lived tokens of a channel as far as they are known here: live ones of ours, and issues that are under way or
 * whose answer nobody saw, each of which may be a token for 30 days. LINE has no list of them. The oldest is the one LINE
 * would end next: not one it may have ended already for an issue that named it.
 */
export async function countShortLived(
  tx: Pick<Tx, 'token' | 'operation' | '$queryRaw'>,
  channelId: string,
): Promise<ShortLivedView> {
  const now = Date.now()
  const maybeEnded = await listMaybeEnded(tx, channelId)
  const mayStillLive = new Date(now - SHORT_LIVED_SECONDS * 1000)
  const live = { channelId, kind: 'short-lived', state: { not: 'gone' }, expiresAt: { gt: new Date(now) } }
  const [uncertain, known, oldest] = [
    // Before the tokens: an issue that ends meanwhile is counted twice rather than never.
    await tx.operation.count({
      where: {
        ...{ channelId, change: 'token.issue', kind: 'short-lived' },
        state: { in: ['prepared', 'calling', 'unknown', 'uncertain'] },
        OR: [{ fenceAt: null }, { fenceAt: { gt: mayStillLive } }],
      },
    }),
    await tx.token.count({ where: live }),
    // All live 30 days, so the one that ends first was issued first.
    await tx.token.findFirst({
      where: { ...live, id: { notIn: maybeEnded } },
      orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
      select: { id: true, purpose: true, expiresAt: true },
    }),
  ]
  return {
    ...{ known, uncertain },
    oldest: oldest?.expiresAt ? { ...oldest, expiresAt: oldest.expiresAt } : null,
  }
}

/** The tokens named to an issue that LINE may have worked on, unless LINE was seen to take them after it had ended. */
async function listMaybeEnded(tx: Pick<Tx, '$queryRaw'>, channelId: string): Promise<string[]> {
  const named = await tx.$queryRaw<{ id: string }[]>`
    SELECT t.id::text AS id
    FROM "Operation" o JOIN "Token" t ON t.id = (o.plan #>> '{oldest,tokenId}')::uuid
    WHERE o."channelId" = ${channelId}::uuid AND o.change = 'token.issue' AND o.kind = 'short-lived'
      AND o.state IN ('prepared', 'calling', 'done', 'unknown', 'uncertain')
      AND (t."lastVerdict" = 'live' AND t."lastVerifiedAt" > o."endedAt") IS NOT TRUE`
  return named.map(({ id }) => id)
}

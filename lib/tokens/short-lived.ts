import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import { SHORT_LIVED_SECONDS, type ShortLivedView } from './schema'

/**
 * The short-lived tokens of a channel as far as they are known here: live ones of ours, and issues whose answer nobody
 * saw, each of which may be a token for 30 days. LINE has no list of them.
 */
export async function countShortLived(tx: Pick<Tx, 'token' | 'operation'>, channelId: string): Promise<ShortLivedView> {
  const now = Date.now()
  const mayStillLive = new Date(now - SHORT_LIVED_SECONDS * 1000)
  const live = { channelId, kind: 'short-lived', state: { not: 'gone' }, expiresAt: { gt: new Date(now) } }
  const [known, oldest, uncertain] = [
    await tx.token.count({ where: live }),
    // All live 30 days, so the one that ends first was issued first.
    await tx.token.findFirst({
      where: live,
      orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
      select: { id: true, purpose: true, expiresAt: true },
    }),
    await tx.operation.count({
      where: {
        ...{ channelId, change: 'token.issue', kind: 'short-lived' },
        state: { in: ['unknown', 'uncertain'] },
        fenceAt: { gt: mayStillLive },
      },
    }),
  ]
  return {
    ...{ known, uncertain },
    oldest: oldest?.expiresAt ? { ...oldest, expiresAt: oldest.expiresAt } : null,
  }
}

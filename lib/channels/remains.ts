import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import type { RemainsView } from './schema'

/** Counts what still lives at LINE, or is under way, in a channel: what archiving shows first and writes down. */
export async function countRemains(
  tx: Pick<Tx, 'token' | 'keyIdSighting' | 'signingKey' | 'operation'>,
  channelId: string,
  now = new Date(),
): Promise<RemainsView> {
  const alive = { state: { not: 'gone' }, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }
  const tokens = await tx.token.groupBy({
    by: ['kind'],
    where: { channelId, ...alive },
    _count: true,
    _max: { expiresAt: true },
  })
  const keyIds = await tx.keyIdSighting.groupBy({ by: ['standing'], where: { channelId, goneAt: null }, _count: true })
  const signingKeys = await tx.signingKey.count({ where: { channelId, state: { not: 'retired' } } })
  const operations = await tx.operation.count({
    where: { channelId, state: { in: ['prepared', 'calling', 'unknown'] } },
  })
  const of = (kind: string) => tokens.find((each) => each.kind === kind)
  const standing = (word: string) => keyIds.find((each) => each.standing === word)?._count ?? 0
  const count = (kind: string) => of(kind)?._count ?? 0
  return {
    tokens: { 'v2.1': count('v2.1'), 'short-lived': count('short-lived'), 'long-lived': count('long-lived') },
    stateless: { count: count('stateless'), until: of('stateless')?._max.expiresAt ?? null },
    keyIds: { foreign: standing('foreign'), lost: standing('lost') },
    signingKeys,
    operations,
  }
}

import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import { type KeyIdList, keepKeyIds, readKeyIds } from '../key-ids'
import type { RevokeOperation } from '../revoke-plan'
import { ifPossible } from '../revoke-proof'
import { detailOf } from '../watch/difference'
import type { HuntView, RevokeProof } from './schema'

/** What a revoke is answered with: its proof and, of a pasted token whose channel's list was read before, the list after it. */
export interface RevokeAnswer extends RevokeProof {
  after?: KeyIdList | null | undefined
}

/** LINE's list after a revoke, where there is one from before to compare it with. */
export async function readAfter({ baseline }: RevokeOperation): Promise<Pick<RevokeAnswer, 'after'>> {
  const listed = baseline?.listed
  return listed ? { after: await ifPossible(() => readKeyIds(listed.channelId)) } : {}
}

/**
 * Keeps the list read after a revoke, and answers which key IDs left it since the one before. Those of tokens held here
 * are left out: they expired or were revoked by somebody else. A key ID is called found only when nothing else explains
 * that it left. `told` is for the event: what the list showed of other tokens, ours too, and LINE's request ID of it.
 */
export async function keepVanished(
  tx: Tx,
  operation: RevokeOperation,
  after: KeyIdList | null | undefined,
): Promise<{ vanished?: string[]; hunt?: HuntView; told?: { [name: string]: string[] | string | null } }> {
  const keyId = operation.plan.hunt?.keyId
  const listed = operation.baseline?.listed
  if (!listed || !after) return keyId ? { hunt: { keyId, end: 'unread', vanished: [] } } : {}
  const { channelId, before } = listed
  const left = before.keyIds.filter((one) => !after.keyIds.includes(one))
  const ours = await tx.token.findMany({ where: { channelId, keyId: { in: left } }, select: { keyId: true } })
  const vanished = left.filter((one) => ours.every((token) => token.keyId !== one))
  const { difference } = await keepKeyIds(tx, channelId, after)
  const told = { ...detailOf(difference), listRequestId: after.requestId }
  if (!keyId) return { vanished, told }
  const missed = !vanished.includes(keyId)
  const sure = vanished.length === 1 && !(await revokedBeside(tx, operation, channelId, before))
  return { vanished, told, hunt: { keyId, vanished, end: missed ? 'missed' : sure ? 'found' : 'unsure' } }
}

/** Whether another revoke of a pasted token of this channel ran since the list was read, and so may be the reason. */
async function revokedBeside(tx: Tx, { id }: RevokeOperation, channelId: string, before: KeyIdList): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ beside: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM "Operation" o
      WHERE o.change = 'token.revoke' AND o.id <> ${id}::uuid AND o.state IN ('calling', 'unknown', 'done', 'none')
        AND o.plan->>'tokenId' IS NULL AND o.baseline->'listed'->>'channelId' = ${channelId}
        AND (o."endedAt" IS NULL OR o."endedAt" >= ${new Date(before.at)})) AS beside`
  return found?.beside ?? true
}

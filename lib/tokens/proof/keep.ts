import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import type { EndState } from '@/lib/operations/operation'
import { asJson } from '@/lib/operations/store'
import type { RevokeOperation } from '../revoke-plan'
import { nextProof } from './due'
import type { KeptProof, Requested, RevokeProof, RevokeTry } from './schema'

/** A token is tried 30 times by Kagiban; whoever presses a button more often than that sees the latest. */
const KEPT_TRIES = 60

const NOTHING: KeptProof = { accepted: null, list: null }

/** The token's row as it is now, locked until the transaction ends. */
async function lockProof(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "Token" WHERE id = ${id}::uuid FOR UPDATE`
  const row = await tx.token.findUniqueOrThrow({
    where: { id },
    select: { state: true, proof: true, proofTries: true, nextProofAt: true },
  })
  return { ...row, kept: (row.proof as unknown as KeptProof | null) ?? NOTHING }
}

/** A token is asked to be revoked: who asked is kept, and asking again after giving up begins the tries anew. */
export async function keepRequest(tx: Tx, tokenId: string, wasLive: boolean, requested: Requested): Promise<void> {
  const { kept } = await lockProof(tx, tokenId)
  const { unprovable, ...open } = kept
  const proof: KeptProof = wasLive ? { ...NOTHING, requested } : { ...open, requested: open.requested ?? requested }
  const anew = wasLive || unprovable ? { proofTries: 0, nextProofAt: null } : {}
  await tx.token.update({ where: { id: tokenId }, data: { state: 'revoking', proof: asJson(proof), ...anew } })
}

/** What a revoke showed becomes a part of its token's proof; without proof it is looked for again in a while. */
export async function keepAnswer(
  tx: Tx,
  { id, actor, plan }: RevokeOperation,
  tokenId: string,
  answer: RevokeProof,
  goneAt: Date | null,
): Promise<void> {
  const { state, kept, proofTries, nextProofAt } = await lockProof(tx, tokenId)
  const accepted = answer.accepted ?? kept.accepted
  // What a sync or another revoke has proven meanwhile stays proven; that LINE took this one is told all the same.
  if (state === 'gone') {
    if (!kept.accepted && accepted)
      await tx.token.update({ where: { id: tokenId }, data: { proof: asJson({ ...kept, accepted }) } })
    return
  }
  const { unsent: _, ...sent } = kept
  const { list, verify } = answer
  const seen = { list, ...(verify === undefined ? {} : { verify }) }
  const tries = plan.wasLive ? [] : [tryOf({ id, actor }, 'done', answer)]
  await tx.token.update({
    where: { id: tokenId },
    data: {
      state: goneAt ? 'gone' : 'revoking',
      goneAt,
      proof: asJson(withTries({ ...sent, ...seen, accepted }, tries)),
      nextProofAt: goneAt || kept.unprovable ? null : (nextProofAt ?? nextProof(proofTries)),
    },
  })
}

/** A revoke that showed nothing counts as a try; once nobody will see its answer any more, proof is looked for. */
export async function keepFailure(
  tx: Tx,
  { id, actor, plan }: RevokeOperation,
  tokenId: string,
  state: EndState,
  { unsent, ...seen }: Partial<Pick<RevokeProof, 'list' | 'verify'>> & { unsent: boolean },
): Promise<void> {
  const row = await lockProof(tx, tokenId)
  if (row.state !== 'revoking') return
  const ended = state === 'lost' || state === 'uncertain' ? 'none' : state
  const { list = null, verify } = seen
  const shown: RevokeProof = { accepted: null, list, ...(verify === undefined ? {} : { verify }) }
  const tries = plan.wasLive ? [] : [tryOf({ id, actor }, ended, shown)]
  const known = list || verify ? { list, ...(verify === undefined ? {} : { verify }) } : {}
  const { unsent: since, ...kept } = row.kept
  // Only while no try was sent: of one that was, LINE may have taken it.
  const never = unsent && !kept.accepted && (since || (plan.wasLive && !kept.tries?.length))
  const waiting = never ? { unsent: since ?? { at: new Date().toISOString() } } : {}
  const waits = state !== 'unknown' && row.nextProofAt === null && !row.kept.unprovable
  await tx.token.update({
    where: { id: tokenId },
    data: {
      proof: asJson(withTries({ ...kept, ...known, ...waiting }, tries)),
      ...(waits ? { nextProofAt: nextProof(row.proofTries) } : {}),
    },
  })
}

function tryOf(
  { id, actor }: Pick<RevokeOperation, 'id' | 'actor'>,
  ended: RevokeTry['ended'],
  { accepted, list, verify }: RevokeProof,
): RevokeTry {
  const said = { accepted, list, ...(verify === undefined ? {} : { verify }) }
  return { at: new Date().toISOString(), by: actor.name, operationId: id, ended, ...said }
}

/** One that was unknown and is settled now is the same try. */
function withTries(proof: KeptProof, more: readonly RevokeTry[]): KeptProof {
  if (more.length === 0) return proof
  const before = (proof.tries ?? []).filter(({ operationId }) => more.every((one) => one.operationId !== operationId))
  return { ...proof, tries: [...before, ...more].slice(-KEPT_TRIES) }
}

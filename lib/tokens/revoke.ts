import 'server-only'
import { change } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { noteRefusedCredential } from './credential-refused'
import { openValue } from './held'
import { readPasted } from './look'
import { keepAnswer, keepFailure } from './proof/keep'
import type { RevokeProof } from './proof/schema'
import { keepVanished, type RevokeAnswer, readAfter } from './proof/vanished'
import { baselineOfRevoke, planRevoke } from './revoke-plan'
import { isProven, proveGone, revokeAtLine } from './revoke-proof'
import { type RevokedView, revokeTokenInput } from './schema'

/** Why a revoke was not sent, or LINE did not look at it: that passes by itself, so what was asked for is only put off. */
const PUT_OFF = new Set(['lineUnreachable', 'lineUnavailable', 'lineNoAnswer', 'lineRateLimited', 'linePaused'])

/**
 * Revokes a stored or a pasted token and then looks for proof, because LINE answers 200 also when nothing was revoked: a
 * key ID that has left LINE's list, or a value that LINE took before and now refuses. Until then a stored one stays
 * `revoking` and is tried again.
 */
export const revokeToken = change('token.revoke', {
  input: revokeTokenInput.transform(({ confirm, several, ...input }) => ({
    confirmation: { confirm, several: several === 'yes' },
    hunt: 'hunt' in input ? { channelId: input.channelId, keyId: input.hunt } : null,
    token: 'pasted' in input ? readPasted(input.pasted) : input,
  })),

  prepare: planRevoke,
  baseline: baselineOfRevoke,

  async call(operation): Promise<{ answer: RevokeAnswer }> {
    const token = await openValue(operation.id, operation.plan)
    const { accepted, refused } = await revokeAtLine(operation, token)
    const proof = await proveGone(operation, token, accepted)
    if (!accepted && !isProven(proof)) throw refused
    return { answer: { ...proof, ...(await readAfter(operation)) } }
  },

  async save(tx, operation, { after, ...proof }) {
    const { plan } = operation
    const proven = isProven(proof)
    const goneAt = proven ? new Date(proof.list?.at ?? proof.verify?.at ?? Date.now()) : null
    if (plan.tokenId) await keepAnswer(tx, operation, plan.tokenId, proof, goneAt)
    if (goneAt && plan.keyId && plan.subject.channelId)
      await tx.keyIdSighting.updateMany({
        where: { channelId: plan.subject.channelId, keyId: plan.keyId },
        data: { goneAt },
      })
    const { hunt, vanished, told } = await keepVanished(tx, operation, after)
    const result: RevokedView = {
      proven,
      accepted: proof.accepted !== null,
      stillListed: proof.list?.listed ?? null,
      stillLive: proof.verify ? proof.verify.verdict === 'live' : null,
      ...(hunt && { hunt }),
    }
    return {
      result,
      detail: { proven, ...proof, ...told, ...(vanished && { vanished }), ...(hunt && { hunt: hunt.end }) },
    }
  },

  async otherwise(tx, operation, state, evidence) {
    const { id, plan } = operation
    await noteRefusedCredential(tx, operation, evidence)
    if (!plan.tokenId) return
    // When LINE refused, the token lives on, unless an earlier revoke had made it `revoking`: that one may have worked, and
    // this one tells nothing about it. One that LINE never saw is still asked for: it is tried again.
    const { reason } = evidence as { reason?: unknown }
    const unsent = state === 'aborted' || PUT_OFF.has(String(reason)) || reason === 'operationTimedOut'
    if (!plan.wasLive || unsent || state === 'unknown' || state === 'none')
      return keepFailure(tx, operation, plan.tokenId, state, { ...(evidence as Partial<RevokeProof>), unsent })
    // Nor may it hide what another revoke was told meanwhile, or has not been told yet.
    await tx.$executeRaw`
      UPDATE "Token" SET state = 'live', proof = NULL, "nextProofAt" = NULL
      WHERE id = ${plan.tokenId}::uuid AND state = 'revoking' AND COALESCE(proof->'accepted', 'null') = 'null'
        AND NOT EXISTS (
          SELECT 1 FROM "Operation" o WHERE o.change = 'token.revoke' AND o.id <> ${id}::uuid
            AND o.state IN ('prepared', 'calling', 'unknown') AND o.plan->>'tokenId' = "Token".id::text)`
  },

  async settle(operation) {
    const proof = await proveGone(operation, await openValue(operation.id, operation.plan), null)
    if (isProven(proof)) return { state: 'done', answer: { ...proof, ...(await readAfter(operation)) } }
    // Neither the list nor LINE's word on the value could be had: asked again at the next round.
    if (!proof.list && !proof.verify) throw new Refusal('line_unreachable', 'lineNoAnswer')
    return { state: 'none', evidence: { list: proof.list, verify: proof.verify ?? null } }
  },
})

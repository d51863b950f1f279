import 'server-only'
import { change } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { noteRefusedCredential } from './credential-refused'
import { openValue } from './held'
import { readPasted } from './look'
import { baselineOfRevoke, planRevoke } from './revoke-plan'
import { isProven, proveGone, revokeAtLine } from './revoke-proof'
import { type RevokedView, type RevokeProof, revokeTokenInput } from './schema'

/**
 * Revokes a stored or a pasted token and then looks for proof, because LINE answers 200 also when nothing was revoked: a
 * key ID that has left LINE's list, or a value that LINE took before and now refuses. Until then a stored one stays
 * `revoking` and can be tried again.
 */
export const revokeToken = change('token.revoke', {
  input: revokeTokenInput.transform(({ confirm, several, ...input }) => ({
    confirmation: { confirm, several: several === 'yes' },
    token: 'pasted' in input ? readPasted(input.pasted) : input,
  })),

  prepare: planRevoke,
  baseline: baselineOfRevoke,

  async call(operation): Promise<{ answer: RevokeProof }> {
    const token = await openValue(operation.id, operation.plan)
    const { accepted, refused } = await revokeAtLine(operation, token)
    const proof = await proveGone(operation, token, accepted)
    if (!accepted && !isProven(proof)) throw refused
    return { answer: proof }
  },

  async save(tx, { plan }, proof) {
    const proven = isProven(proof)
    const goneAt = proven ? new Date(proof.list?.at ?? proof.verify?.at ?? Date.now()) : null
    if (plan.tokenId)
      // What a sync or another revoke has proven meanwhile stays proven.
      await tx.token.updateMany({
        where: { id: plan.tokenId, state: { not: 'gone' } },
        data: { state: proven ? 'gone' : 'revoking', goneAt, proof: { ...proof } },
      })
    if (goneAt && plan.keyId && plan.subject.channelId)
      await tx.keyIdSighting.updateMany({
        where: { channelId: plan.subject.channelId, keyId: plan.keyId },
        data: { goneAt },
      })
    const result: RevokedView = {
      proven,
      accepted: proof.accepted !== null,
      stillListed: proof.list?.listed ?? null,
      stillLive: proof.verify ? proof.verify.verdict === 'live' : null,
    }
    return { result, detail: { proven, ...proof } }
  },

  async otherwise(tx, operation, state, evidence) {
    const { id, plan } = operation
    await noteRefusedCredential(tx, operation, evidence)
    // Unknown stays `revoking`; when LINE was not reached or refused, the token lives on, unless an earlier revoke had
    // made it `revoking`: that one may have worked, and this one tells nothing about it.
    if (state === 'unknown' || !plan.wasLive || !plan.tokenId) return
    // Nor may it hide what another revoke was told meanwhile, or has not been told yet.
    await tx.$executeRaw`
      UPDATE "Token" SET state = 'live'
      WHERE id = ${plan.tokenId}::uuid AND state = 'revoking' AND COALESCE(proof->'accepted', 'null') = 'null'
        AND NOT EXISTS (
          SELECT 1 FROM "Operation" o WHERE o.change = 'token.revoke' AND o.id <> ${id}::uuid
            AND o.state IN ('prepared', 'calling', 'unknown') AND o.plan->>'tokenId' = "Token".id::text)`
  },

  async settle(operation) {
    const proof = await proveGone(operation, await openValue(operation.id, operation.plan), null)
    if (isProven(proof)) return { state: 'done', answer: proof }
    // Neither the list nor LINE's word on the value could be had: asked again at the next round.
    if (!proof.list && !proof.verify) throw new Refusal('line_unreachable', 'lineNoAnswer')
    return { state: 'none', evidence: { list: proof.list, verify: proof.verify ?? null } }
  },
})

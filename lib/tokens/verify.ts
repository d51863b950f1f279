import 'server-only'
import { change, type Saved } from '@/lib/change'
import type { Tx } from '@/lib/db/transaction'
import { Refusal } from '@/lib/errors'
import { askLine, type Family, familyOf, kindOf, type Verdict } from './ask-line'
import { lockHeldToken, openValue } from './held'
import { type Pasted, readPasted } from './look'
import { preparePasted, targetOf } from './pasted'
import { type FoundToken, type TokenKind, type VerdictView, verifyTokenInput } from './schema'

/** Asks LINE whether a stored token, or a pasted one, still works; LINE's no is an answer, not a failure. */
export const verifyToken = change('token.verify', {
  input: verifyTokenInput.transform((input) => ('pasted' in input ? readPasted(input.pasted) : input)),

  async prepare(tx, _actor, input, operationId) {
    return 'secret' in input ? planPasted(tx, input, operationId) : planStored(tx, input)
  },

  async call({ id, plan }): Promise<{ answer: Verdict }> {
    return { answer: await askLine(plan.family, await openValue(id, plan)) }
  },

  async save(tx, { plan }, answer): Promise<Saved<VerdictView>> {
    const { at, verdict, status, requestId, expiresInSeconds, scope, clientId } = answer
    if (plan.tokenId)
      await tx.token.updateMany({
        // Saved late, it changes nothing that is known from later.
        where: { id: plan.tokenId, OR: [{ lastVerifiedAt: null }, { lastVerifiedAt: { lt: new Date(at) } }] },
        data: { lastVerifiedAt: new Date(at), lastVerdict: verdict, ...(verdict === 'live' ? { scope } : {}) },
      })
    // Of these kinds LINE has no list, so its word on the value is all there is, and it does not take it back.
    if (plan.tokenId && plan.family === 'opaque' && verdict === 'refused')
      await tx.$executeRaw`
        UPDATE "Token" SET state = 'gone', "goneAt" = ${new Date(at)}, proof =
          '{"accepted": null, "list": null}'::jsonb || COALESCE(proof, '{}'::jsonb)
          || ${JSON.stringify({ verify: { at, verdict, status, requestId } })}::jsonb
        WHERE id = ${plan.tokenId}::uuid AND state <> 'gone'`
    // And what was called gone is not, when LINE takes it after that.
    if (plan.tokenId && verdict === 'live')
      await tx.token.updateMany({
        where: { id: plan.tokenId, state: 'gone', goneAt: { lt: new Date(at) } },
        data: { state: 'live', goneAt: null },
      })
    const channel = clientId
      ? await tx.channel.findUnique({ where: { lineChannelId: clientId }, select: { id: true, name: true } })
      : null
    const sameChannel = clientId && plan.lineChannelId ? clientId === plan.lineChannelId : null
    const kind = plan.kind ?? kindOf(plan.family, answer)
    return {
      result: {
        ...{ at, verdict, kind, expiresInSeconds, scope, sameChannel, channel },
        lineChannelId: clientId,
        found: plan.found,
      },
      detail: { verdict, status, requestId, expiresInSeconds, sameChannel, lineChannelId: clientId },
    }
  },

  async settle() {
    return { state: 'none', evidence: {} }
  },
})

interface VerifyPlan {
  subject: {
    channelId?: string
    target: { type: string; id: string; label: string }
    detail: Record<string, string | null>
  }
  family: Family
  tokenId: string | null
  kind?: TokenKind
  lineChannelId: string | null
  found: FoundToken | null
  sealed?: { jwe: string; keyId: string }
}

async function planStored(tx: Tx, { channelId, tokenId }: { channelId: string; tokenId: string }): Promise<VerifyPlan> {
  const { kind, keyId, label, lineChannelId, held } = await lockHeldToken(tx, channelId, tokenId)
  if (kind === 'stateless') throw new Refusal('conflict', 'statelessNotVerifiable')
  if (!held) throw new Refusal('conflict', 'tokenNotHeld')
  return {
    subject: { channelId, target: { type: 'token', id: tokenId, label }, detail: { kind, keyId } },
    ...{ family: familyOf(kind), tokenId, kind, lineChannelId, found: null },
  }
}

async function planPasted(tx: Tx, pasted: Pasted, operationId: string): Promise<VerifyPlan> {
  const { found, fingerprint, sealed, family } = await preparePasted(tx, pasted, operationId)
  if (found?.kind === 'stateless') throw new Refusal('conflict', 'statelessNotVerifiable')
  return {
    subject: {
      ...(found ? { channelId: found.channelId } : {}),
      target: targetOf({ found, fingerprint }),
      detail: { fingerprint, kind: found?.kind ?? null },
    },
    ...{ family, sealed, found },
    tokenId: found?.tokenId ?? null,
    ...(found ? { kind: found.kind } : {}),
    lineChannelId: found?.lineChannelId ?? null,
  }
}

import 'server-only'
import { change } from '@/lib/change'
import { type ChannelType, takesV21 } from '@/lib/channels/schema'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { Refusal } from '@/lib/errors'
import type { Json } from '@/lib/history/event'
import { signWithActiveKey } from '@/lib/keys/queries'
import { JWT_BEARER } from '@/lib/line/calls'
import { lineClient } from '@/lib/line/line-client'
import { fingerprint, seal } from '@/lib/sealing/seal'
import { Secret } from '@/lib/sealing/secret'
import { readKeyIds } from './key-ids'
import { issueTokenInput, SLOTS } from './schema'

/**
 * Issues a v2.1 token. LINE knows no idempotency key, so the key IDs are read before the call, and an answer nobody saw
 * is settled by what is new in LINE's list once the assertion has run out.
 */
export const issueToken = change('token.issue', {
  input: issueTokenInput,

  async prepare(tx, actor, { channelId, lifeSeconds, purpose, owner }) {
    const channel = await tx.channel.findUnique({
      where: { id: channelId },
      select: { type: true, owner: true, _count: { select: { signingKeys: { where: { state: 'active' } } } } },
    })
    if (!channel) throw new Refusal('not_found', 'channelNotFound')
    if (!takesV21(channel.type as ChannelType)) throw new Refusal('conflict', 'kindNotForType')
    if (channel._count.signingKeys === 0) throw new Refusal('conflict', 'signingKeyMissing')
    const tokenId = newId()
    return {
      subject: {
        channelId,
        target: { type: 'token', id: tokenId, label: purpose },
        detail: { kind: 'v2.1', lifeSeconds },
      },
      kind: 'v2.1',
      tokenId,
      purpose,
      owner: owner || channel.owner,
      lifeSeconds,
      issuedBy: { id: actor.kind === 'person' ? actor.id : null, name: actor.name },
    }
  },

  async baseline({ plan }) {
    const { keyIds } = await readKeyIds(plan.subject.channelId)
    if (keyIds.length >= SLOTS) throw new Refusal('conflict', 'slotsFull', { values: { slots: SLOTS } })
    return keyIds
  },

  async call({ plan, fenceAt }) {
    const { tokenId, lifeSeconds } = plan
    const assertion = await signWithActiveKey(plan.subject.channelId, {
      expiresAt: fenceAt,
      tokenExpSeconds: lifeSeconds,
    })
    const askedAt = Date.now()
    const { body, requestId } = await lineClient().issueChannelTokenByJWTWithHttpInfo(
      'client_credentials',
      JWT_BEARER,
      assertion,
    )
    // The instant of the answer, because a list of key IDs that was asked for before it may well lack this token.
    const issuedAt = new Date()
    const token = new Secret(body.access_token)
    return {
      answer: {
        sealed: await seal({ table: 'Token', column: 'sealed', id: tokenId }, token),
        fingerprint: await fingerprint(token),
        keyId: body.key_id,
        issuedAt: issuedAt.toISOString(),
        expiresAt: new Date(askedAt + body.expires_in * 1000).toISOString(),
        requestId: requestId ?? null,
      },
      reveal: token,
    }
  },

  async save(tx, { plan }, { sealed, keyId, requestId, ...answer }) {
    const { channelId } = plan.subject
    const issuedAt = new Date(answer.issuedAt)
    const expiresAt = new Date(answer.expiresAt)
    await tx.token.create({
      data: {
        id: plan.tokenId,
        channelId,
        kind: 'v2.1',
        keyId,
        fingerprint: answer.fingerprint,
        sealed: sealed.jwe,
        sealingKeyId: sealed.keyId,
        purpose: plan.purpose,
        owner: plan.owner,
        issuedById: plan.issuedBy.id,
        issuedByName: plan.issuedBy.name,
        issuedAt,
        expiresAt,
        state: 'live',
      },
    })
    await tx.keyIdSighting.upsert({
      where: { channelId_keyId: { channelId, keyId } },
      create: { channelId, keyId, standing: 'ours', firstSeenAt: issuedAt, lastSeenAt: issuedAt },
      update: { standing: 'ours', goneAt: null },
    })
    return {
      result: { tokenId: plan.tokenId, keyId, expiresAt },
      detail: { keyId, fingerprint: answer.fingerprint, expiresAt: answer.expiresAt, requestId },
    }
  },

  async otherwise(tx, operation, state, evidence) {
    if (state !== 'lost') return
    const { channelId } = operation.plan.subject
    for (const keyId of keyIdsOf(evidence)) {
      const at = new Date()
      await tx.keyIdSighting.upsert({
        where: { channelId_keyId: { channelId, keyId } },
        create: { channelId, keyId, standing: 'lost', operationId: operation.id, firstSeenAt: at, lastSeenAt: at },
        update: { standing: 'lost', operationId: operation.id },
      })
    }
  },

  async settle({ plan, baseline, fenceAt }) {
    const { channelId } = plan.subject
    const expiresBy = new Date((fenceAt?.getTime() ?? Date.now()) + plan.lifeSeconds * 1000)
    // Whoever cannot read the list by then (a channel deleted at LINE, say) never will, and need not any more.
    if (expiresBy < new Date()) return { state: 'uncertain', evidence: { expiresBy: expiresBy.toISOString() } }
    const { keyIds, requestId } = await readKeyIds(channelId)
    const held = await database().token.findMany({
      where: { channelId, keyId: { in: keyIds } },
      select: { keyId: true },
    })
    const explained = new Set([...(baseline ?? []), ...held.map((token) => token.keyId)])
    const lost = keyIds.filter((keyId) => !explained.has(keyId))
    if (lost.length === 0) return { state: 'none', evidence: { requestId } }
    return { state: 'lost', evidence: { keyIds: lost, expiresBy: expiresBy.toISOString(), requestId } }
  },
})

function keyIdsOf(evidence: Json): string[] {
  const list = typeof evidence === 'object' && evidence !== null && !Array.isArray(evidence) ? evidence.keyIds : []
  return Array.isArray(list) ? list.filter((keyId) => typeof keyId === 'string') : []
}

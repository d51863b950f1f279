import 'server-only'
import { change, type Settlement } from '@/lib/change'
import { isRefusal, Refusal } from '@/lib/errors'
import type { Json } from '@/lib/history/event'
import { refuseSkew } from '@/lib/line/care/clock'
import type { FailedTry } from '@/lib/line/errors'
import { isLineError } from '@/lib/line/errors'
import { fenceMs } from '@/lib/operations/clock'
import { fingerprint, type Sealed, seal } from '@/lib/sealing/seal'
import { noteRefusedCredential } from './credential-refused'
import { tokenContext } from './held'
import { type IssuedAtLine, issueAtLine } from './issue-at-line'
import { type IssuePlan, planIssue } from './issue-plan'
import { lostKeyIds, readKeyIds } from './key-ids'
import { recoverToken } from './recover'
import { issueTokenInput, SHORT_LIVED_SECONDS, SLOTS } from './schema'

interface IssueAnswer {
  /** Null for a stateless token, which nothing could be done with later. */
  sealed: Sealed | null
  fingerprint: string
  keyId: string | null
  issuedAt: string
  expiresAt: string
  requestId: string | null
  /** Tries before the one that was answered. */
  tries?: readonly FailedTry[]
}

/**
 * Issues a token of any kind LINE's API has. LINE knows no idempotency key, so before a v2.1 token the key IDs are read,
 * and an answer nobody saw is settled by what is new in LINE's list once the assertion has run out; of the other kinds
 * LINE has no list, so there it stays uncertain until such a token would have ended.
 */
export const issueToken = change('token.issue', {
  input: issueTokenInput,
  prepare: planIssue,

  async baseline({ plan }): Promise<string[] | null> {
    if (plan.kind !== 'v2.1') {
      if (plan.proof === 'assertion') refuseSkew()
      return null
    }
    const { keyIds } = await readKeyIds(plan.subject.channelId)
    // Right after LINE has told its time: by it the fence is kept.
    refuseSkew()
    if (keyIds.length >= SLOTS) throw new Refusal('conflict', 'slotsFull', { values: { slots: SLOTS } })
    return keyIds
  },

  async call(operation) {
    const { plan } = operation
    const askedAt = Date.now()
    const issued = await issueAtLine(operation)
    // The instant of the answer, because a list of key IDs that was asked for before it may well lack this token.
    const { tries } = issued
    const answer = await answerOf(plan, issued, Date.now(), askedAt)
    return { answer: tries.length > 0 ? { ...answer, tries } : answer, reveal: issued.token }
  },

  async save(tx, { id, plan }, answer) {
    const { keyId, requestId } = answer
    const { channelId } = plan.subject
    const [issuedAt, expiresAt] = [new Date(answer.issuedAt), new Date(answer.expiresAt)]
    await tx.token.create({ data: { ...rowOf(plan, answer), issuedAt, expiresAt } })
    if (keyId)
      await tx.keyIdSighting.upsert({
        where: { channelId_keyId: { channelId, keyId } },
        create: { channelId, keyId, standing: 'ours', firstSeenAt: issuedAt, lastSeenAt: issuedAt },
        update: { standing: 'ours', goneAt: null },
      })
    // Had it been settled without its answer, others may have been taken for it; now it is known which it is.
    await tx.keyIdSighting.updateMany({
      where: { channelId, operationId: id, standing: 'lost', keyId: { not: keyId ?? '' } },
      data: { standing: 'foreign', operationId: null },
    })
    return {
      result: { tokenId: plan.tokenId, kind: plan.kind, keyId, expiresAt: answer.expiresAt, oldest: plan.oldest },
      detail: { keyId, fingerprint: answer.fingerprint, expiresAt: answer.expiresAt, requestId, ...triesOf(answer) },
    }
  },

  async otherwise(tx, operation, state, evidence) {
    const { channelId } = operation.plan.subject
    await noteRefusedCredential(tx, operation, evidence)
    if (state !== 'lost') return
    for (const keyId of keyIdsOf(evidence)) {
      const at = new Date()
      await tx.keyIdSighting.upsert({
        where: { channelId_keyId: { channelId, keyId } },
        create: { channelId, keyId, standing: 'lost', operationId: operation.id, firstSeenAt: at, lastSeenAt: at },
        update: { standing: 'lost', operationId: operation.id },
      })
    }
  },

  async settle({ id, plan, baseline, fenceAt }): Promise<Settlement<IssueAnswer>> {
    const fence = fenceAt?.getTime() ?? Date.now()
    const lifeMs = plan.lifeSeconds * 1000
    const recovered = await recoverToken(id, plan)
    if (recovered) return { state: 'done', answer: await answerOf(plan, recovered, fence - fenceMs()) }
    const evidence = { expiresBy: new Date(fence + lifeMs).toISOString() }
    if (plan.kind !== 'v2.1') return { state: 'uncertain', evidence }
    const list = await lostKeyIds(plan.subject.channelId, baseline ?? []).catch((error) => {
      // Whoever is refused the list for so long (a key deleted at LINE, say) will not read it, and others wait.
      if (isDefinite(error) && Date.now() > fence + GIVE_UP_MS) return null
      throw error
    })
    if (!list) return { state: 'uncertain', evidence }
    const { lost, requestId } = list
    if (lost.length > 0) {
      // One that was issued elsewhere meanwhile has whatever life was asked for there.
      const expiresBy = new Date(Date.now() + SHORT_LIVED_SECONDS * 1000).toISOString()
      return { state: 'lost', evidence: { keyIds: lost, expiresBy, requestId } }
    }
    // A token issued when the call began may have ended by now, and would be in no list any more.
    if (Date.now() >= fence - fenceMs() + lifeMs) return { state: 'uncertain', evidence }
    return { state: 'none', evidence: { requestId } }
  },
})

/** What is kept of a token in hand; it lives for its seconds from when LINE was asked. */
async function answerOf(
  plan: IssuePlan,
  {
    token,
    keyId,
    expiresInSeconds,
    requestId,
  }: Pick<IssuedAtLine, 'token' | 'keyId' | 'expiresInSeconds' | 'requestId'>,
  issuedAt: number,
  askedAt = Date.now(),
): Promise<IssueAnswer> {
  return {
    sealed: plan.kind === 'stateless' ? null : await seal(tokenContext(plan.tokenId), token),
    fingerprint: await fingerprint(token),
    keyId,
    issuedAt: new Date(issuedAt).toISOString(),
    expiresAt: new Date(askedAt + expiresInSeconds * 1000).toISOString(),
    requestId,
  }
}

/** What the event tells of earlier tries: when and how each failed. */
const triesOf = ({ tries }: IssueAnswer): { [key: string]: Json } =>
  tries ? { tries: tries.map((one) => ({ ...one })) } : {}

/** How long an issue is kept open for a list that LINE refuses. */
const GIVE_UP_MS = 60 * 60 * 1000

/** A no that will not change by waiting; LINE being spared or away is none. */
const isDefinite = (error: unknown) =>
  isLineError(error) ? error.kind === 'rejected' : isRefusal(error) && error.code === 'conflict'

function rowOf(plan: IssuePlan, { sealed, keyId, fingerprint: mark }: IssueAnswer) {
  return {
    id: plan.tokenId,
    channelId: plan.subject.channelId,
    kind: plan.kind,
    keyId,
    fingerprint: mark,
    sealed: sealed?.jwe ?? null,
    sealingKeyId: sealed?.keyId ?? null,
    purpose: plan.purpose,
    owner: plan.owner,
    issuedById: plan.issuedBy.id,
    issuedByName: plan.issuedBy.name,
    state: 'live',
  }
}

function keyIdsOf(evidence: Json): string[] {
  const list = typeof evidence === 'object' && evidence !== null && !Array.isArray(evidence) ? evidence.keyIds : []
  return Array.isArray(list) ? list.filter((keyId) => typeof keyId === 'string') : []
}

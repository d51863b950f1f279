import 'server-only'
import { change } from '@/lib/change'
import { isLineError } from '@/lib/line/errors'
import { lineClient } from '@/lib/line/line-client'
import { lockHeldToken, openToken } from './held'
import { storedTokenInput, type VerdictView } from './schema'

interface Verdict extends Pick<VerdictView, 'verdict' | 'expiresInSeconds' | 'sameChannel'> {
  at: string
  status: number
  requestId: string | null
}

/** Asks LINE whether a stored token still works; a 400 in LINE's own words is its answer that it does not. */
export const verifyToken = change('token.verify', {
  input: storedTokenInput,

  async prepare(tx, _actor, { channelId, tokenId }) {
    const { keyId, label, lineChannelId } = await lockHeldToken(tx, channelId, tokenId)
    return {
      subject: { channelId, target: { type: 'token', id: tokenId, label }, detail: { keyId } },
      tokenId,
      lineChannelId,
    }
  },

  async call({ plan }): Promise<{ answer: Verdict }> {
    const token = await openToken(plan.tokenId)
    const at = new Date().toISOString()
    try {
      const { body, httpResponse, requestId } = await lineClient().verifyChannelTokenByJWTWithHttpInfo(token)
      return {
        answer: {
          at,
          verdict: 'live',
          status: httpResponse.status,
          requestId: requestId ?? null,
          expiresInSeconds: body.expires_in,
          sameChannel: body.client_id === plan.lineChannelId,
        },
      }
    } catch (error) {
      if (!isLineError(error) || error.status !== 400) throw error
      // Something in between may say 400 too, and knows nothing of tokens.
      if (error.lineCode === undefined && error.lineText === undefined) throw error
      const requestId = error.requestId ?? null
      return { answer: { at, verdict: 'refused', status: 400, requestId, expiresInSeconds: null, sameChannel: null } }
    }
  },

  async save(tx, { plan }, answer) {
    await tx.token.update({
      where: { id: plan.tokenId },
      data: { lastVerifiedAt: new Date(answer.at), lastVerdict: answer.verdict },
    })
    const { verdict, status, requestId, expiresInSeconds, sameChannel } = answer
    return {
      result: {
        verdict,
        expiresInSeconds,
        sameChannel,
        kind: 'v2.1',
        scope: [],
        lineChannelId: null,
        channel: null,
        found: null,
      } satisfies VerdictView,
      detail: { verdict, status, requestId, expiresInSeconds, sameChannel },
    }
  },

  async settle() {
    return { state: 'none', evidence: {} }
  },
})

import 'server-only'
import { openChannelSecret } from '@/lib/channels/queries'
import { signWithActiveKey } from '@/lib/keys/queries'
import { CLIENT_CREDENTIALS, JWT_BEARER } from '@/lib/line/calls'
import { lineClient } from '@/lib/line/line-client'
import type { OperationRecord } from '@/lib/operations/operation'
import { Secret } from '@/lib/sealing/secret'
import type { IssuePlan } from './issue-plan'

/** What LINE answered to an issue. */
export interface IssuedAtLine {
  token: Secret
  keyId: string | null
  expiresInSeconds: number
  requestId: string | null
}

/** Asks LINE for a token of the planned kind, with an assertion that ends at the operation's fence, or with the secret. */
export async function issueAtLine({ plan, fenceAt }: OperationRecord<IssuePlan>): Promise<IssuedAtLine> {
  const { channelId } = plan.subject
  const client = lineClient()
  if (plan.kind === 'short-lived') {
    const secret = await openChannelSecret(channelId)
    const { body, requestId } = await client.issueChannelTokenWithHttpInfo(
      CLIENT_CREDENTIALS,
      plan.lineChannelId,
      secret,
    )
    return answerOf(body, requestId)
  }
  if (plan.proof === 'secret') {
    const secret = await openChannelSecret(channelId)
    const { body, requestId } = await client.issueStatelessChannelTokenByClientSecretWithHttpInfo(
      plan.lineChannelId,
      secret,
    )
    return answerOf(body, requestId)
  }
  if (plan.kind === 'stateless') {
    const assertion = await signWithActiveKey(channelId, { expiresAt: fenceAt })
    const { body, requestId } = await client.issueStatelessChannelTokenByJWTAssertionWithHttpInfo(assertion)
    return answerOf(body, requestId)
  }
  const tokenExpSeconds = plan.lifeSeconds
  const assertion = await signWithActiveKey(channelId, { expiresAt: fenceAt, tokenExpSeconds })
  const { body, requestId } = await client.issueChannelTokenByJWTWithHttpInfo(CLIENT_CREDENTIALS, JWT_BEARER, assertion)
  return { ...answerOf(body, requestId), keyId: body.key_id }
}

function answerOf(body: { access_token: string; expires_in: number }, requestId: string | undefined): IssuedAtLine {
  return {
    token: new Secret(body.access_token),
    keyId: null,
    expiresInSeconds: body.expires_in,
    requestId: requestId ?? null,
  }
}

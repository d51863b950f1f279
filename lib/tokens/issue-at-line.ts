import 'server-only'
import { openChannelSecret } from '@/lib/channels/queries'
import { signWithActiveKey } from '@/lib/keys/queries'
import { CLIENT_CREDENTIALS, JWT_BEARER } from '@/lib/line/calls'
import type { FailedTry } from '@/lib/line/errors'
import { lineClient } from '@/lib/line/line-client'
import type { LineAnswer } from '@/lib/line/transport'
import type { OperationRecord } from '@/lib/operations/operation'
import { Secret } from '@/lib/sealing/secret'
import type { IssuePlan } from './issue-plan'

/** What LINE answered to an issue. */
export interface IssuedAtLine {
  token: Secret
  keyId: string | null
  expiresInSeconds: number
  requestId: string | null
  /** Tries that failed before; of a stateless token each may have issued one, too. */
  tries: readonly FailedTry[]
}

/** Asks LINE for a token of the planned kind, with an assertion that ends at the operation's fence, or with the secret. */
export async function issueAtLine({ plan, fenceAt }: OperationRecord<IssuePlan>): Promise<IssuedAtLine> {
  const { channelId } = plan.subject
  const client = lineClient()
  if (plan.kind === 'short-lived') {
    const secret = await openChannelSecret(channelId)
    const { body, ...facts } = await client.issueChannelTokenWithHttpInfo(
      CLIENT_CREDENTIALS,
      plan.lineChannelId,
      secret,
    )
    return answerOf(body, facts)
  }
  if (plan.proof === 'secret') {
    const secret = await openChannelSecret(channelId)
    const { body, ...facts } = await client.issueStatelessChannelTokenByClientSecretWithHttpInfo(
      plan.lineChannelId,
      secret,
    )
    return answerOf(body, facts)
  }
  if (plan.kind === 'stateless') {
    const assertion = await signWithActiveKey(channelId, { expiresAt: fenceAt })
    const { body, ...facts } = await client.issueStatelessChannelTokenByJWTAssertionWithHttpInfo(assertion)
    return answerOf(body, facts)
  }
  const tokenExpSeconds = plan.lifeSeconds
  const assertion = await signWithActiveKey(channelId, { expiresAt: fenceAt, tokenExpSeconds })
  const { body, ...facts } = await client.issueChannelTokenByJWTWithHttpInfo(CLIENT_CREDENTIALS, JWT_BEARER, assertion)
  return { ...answerOf(body, facts), keyId: body.key_id }
}

function answerOf(
  body: { access_token: string; expires_in: number },
  { requestId, tries }: Pick<LineAnswer<unknown>, 'requestId' | 'tries'>,
): IssuedAtLine {
  return {
    token: new Secret(body.access_token),
    keyId: null,
    expiresInSeconds: body.expires_in,
    requestId: requestId ?? null,
    tries,
  }
}

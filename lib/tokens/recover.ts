import 'server-only'
import { salvageToken } from '@/lib/line/salvage'
import { openQuarantine } from '@/lib/operations/quarantine'
import type { Secret } from '@/lib/sealing/secret'
import { askLine, familyOf } from './ask-line'
import type { IssuePlan } from './issue-plan'

/** A token found in an answer of LINE's that could not be read when it came. */
export interface Recovered {
  token: Secret
  keyId: string | null
  expiresInSeconds: number
  requestId: string | null
}

/**
 * Looks for the token in an answer that was cut off or garbled, and asks LINE about it: only what LINE says lives, and is
 * this channel's, is taken. Null when there is none. A stateless one is not looked for, since nothing can be done with it.
 */
export async function recoverToken(
  operationId: string,
  plan: Pick<IssuePlan, 'kind' | 'lineChannelId'>,
): Promise<Recovered | null> {
  if (plan.kind === 'stateless') return null
  const unread = await openQuarantine(operationId)
  const found = unread && salvageToken(unread)
  if (!found) return null
  const { verdict, clientId, expiresInSeconds, requestId } = await askLine(familyOf(plan.kind), found.token)
  if (verdict === 'refused' || clientId !== plan.lineChannelId || expiresInSeconds === null) return null
  return { ...found, expiresInSeconds, requestId }
}

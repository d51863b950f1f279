import { outcomeOf } from '@/lib/tokens/proof/schema'
import type { TokenView } from '@/lib/tokens/schema'

type Revoked = Pick<TokenView, 'state' | 'keyId' | 'proof'> & Partial<Pick<TokenView, 'goneAt' | 'expiresAt'>>

/** One step from a revoke to its proof; `at` and `requestId` are LINE's, where it was asked. */
export interface RevokeStep {
  step:
    | 'requested'
    | 'accepted'
    | 'notSeen'
    | 'unsent'
    | 'notSent'
    | 'notAsked'
    | 'proven'
    | 'still'
    | 'unread'
    | 'waiting'
    | 'ended'
    | 'endedAlone'
    | 'unprovable'
  /** What the proof is: LINE's list of key IDs, or LINE's word on the value itself, where there is no list to read. */
  by: 'list' | 'value'
  state: 'done' | 'open' | 'wrong'
  at?: Date
  status?: number
  requestId?: string | null
  /** Who asked. */
  name?: string
}

/**
 * The way of a revoke as far as it is known. LINE's 200 alone proves nothing; its list does, or, for kinds that it does
 * not list and where the list could not be read, that it refuses the value afterwards.
 */
export function revokeSteps(token: Revoked): RevokeStep[] {
  const { state, keyId, proof, expiresAt } = token
  const { accepted = null, list = null, verify = null } = proof ?? {}
  const asked = list ?? verify
  const by = list || (!verify && keyId) ? 'list' : 'value'
  const seen = asked && { at: new Date(asked.at), requestId: asked.requestId }
  const asker = proof?.requested
  const requested: RevokeStep = {
    ...{ step: 'requested', by, state: 'done' },
    ...(asker && { at: new Date(asker.at), name: asker.by.name }),
  }
  const taken: RevokeStep | null = accepted && {
    ...{ step: 'accepted', by, state: 'done', at: new Date(accepted.at) },
    status: accepted.status,
    requestId: accepted.requestId,
  }
  if (state === 'gone') {
    const proven: RevokeStep = { step: 'proven', by, state: 'done', ...seen }
    const outcome = outcomeOf(token)
    const asked = asker || taken
    const ended = expiresAt ? { at: expiresAt } : {}
    if (outcome === 'ended' && !asked) return [{ step: 'endedAlone', by, state: 'done', ...ended }]
    if (!asked) return [{ step: 'notAsked', by, state: 'done' }, proven]
    const last: RevokeStep = outcome === 'ended' ? { step: 'ended', by, state: 'done', ...ended } : proven
    return taken ? [requested, taken, last] : [requested, { step: 'notSent', by, state: 'done' }, last]
  }
  const unseen: RevokeStep = proof?.unsent
    ? { step: 'unsent', by, state: 'wrong', at: new Date(proof.unsent.at) }
    : { step: 'notSeen', by, state: 'wrong' }
  const before = [requested, taken ?? unseen]
  if (proof?.expired) return [...before, { step: 'ended', by, state: 'done', at: new Date(proof.expired.at) }]
  if (proof?.unprovable)
    return [...before, { step: 'unprovable', by, state: 'wrong', at: new Date(proof.unprovable.at) }]
  const still: RevokeStep | null = seen && { step: 'still', by, state: 'wrong', ...seen }
  if (taken) return [requested, taken, still ?? { step: 'unread', by, state: 'wrong' }]
  if (unseen.step === 'unsent') return before
  return [...before, still ?? { step: 'waiting', by, state: 'open' }]
}

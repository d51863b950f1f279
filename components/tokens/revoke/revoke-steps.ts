import type { TokenView } from '@/lib/tokens/schema'

/** One step from a revoke to its proof; `at` and `requestId` are LINE's, where it was asked. */
export interface RevokeStep {
  step: 'requested' | 'accepted' | 'notSeen' | 'notSent' | 'proven' | 'stillListed' | 'unread' | 'waiting'
  state: 'done' | 'open' | 'wrong'
  at?: Date
  status?: number
  requestId?: string | null
}

/** The way of a revoke as far as it is known; LINE's 200 alone proves nothing, only its list does. */
export function revokeSteps({ state, proof }: Pick<TokenView, 'state' | 'proof'>): RevokeStep[] {
  const { accepted = null, list = null } = proof ?? {}
  const requested: RevokeStep = { step: 'requested', state: 'done' }
  const taken: RevokeStep | null = accepted && {
    step: 'accepted',
    state: 'done',
    at: new Date(accepted.at),
    status: accepted.status,
    requestId: accepted.requestId,
  }
  const listed = list && { at: new Date(list.at), requestId: list.requestId }
  if (state === 'gone') {
    const proven: RevokeStep = { step: 'proven', state: 'done', ...listed }
    return taken ? [requested, taken, proven] : [{ step: 'notSent', state: 'done' }, proven]
  }
  const stillListed: RevokeStep | null = listed && { step: 'stillListed', state: 'wrong', ...listed }
  if (taken) return [requested, taken, stillListed ?? { step: 'unread', state: 'wrong' }]
  return [requested, { step: 'notSeen', state: 'wrong' }, stillListed ?? { step: 'waiting', state: 'open' }]
}

import 'server-only'
import { type KeptProof, outcomeOf, type RevokeProof } from '@/lib/tokens/proof/schema'
import { type IncidentChannelView, mayLiveUntil } from '../schema'
import type { ReportToken, ReportView } from './schema'

// In English whoever reads it, because it leaves the house.
const PROVES =
  "Of each token: what LINE answered. LINE's 200 to a revoke alone is no proof, for LINE answers it also when nothing was revoked; a list of key IDs without the token's, or LINE's refusal of its value, is. Of one that left the list, or is refused, with no revoke on record (notListed, refused), that it is gone, and not that anybody revoked it."
const DOES_NOT_PROVE =
  'That nobody used a token or a credential before it was gone. That LINE was right in what it answered. What happened after the events in it.'
const CHAIN =
  'hash = SHA-256 of: the text kagiban-history-v1, a zero byte, previousHash (32 bytes), seq (8 bytes, big endian) and body (UTF-8). The events here are those of this incident, so one need not follow the other; each can be compared with the whole history by its hash.'

/** The report as a file; each part is named, so that nothing else gets out. Times are ISO 8601 in UTC, or ms from the opening. */
export function fileOf(report: ReportView) {
  const { incident, frozenMs, revokedMs, safeMs, tokens, events, total, readsAll, history } = report
  const { id, reason, drill, openedAt, openedBy, closedAt, closedBy, safeAt, jobs } = incident
  return {
    ...({ format: 'kagiban-incident-report', version: 1, madeAt: new Date() } as const),
    incident: { id, reason, drill, openedAt, openedBy, safeAt, closedAt, closedBy },
    fromOpeningMs: { frozen: frozenMs, revoked: revokedMs, safe: safeMs },
    /** What nobody can end, at the latest; a long-lived token of LINE's console aside, which has no end. */
    mayLiveUntil: mayLiveUntil(incident.channels),
    channels: incident.channels.map(channelOf),
    jobs,
    tokens: tokens.map(tokenOf),
    proves: PROVES,
    doesNotProve: DOES_NOT_PROVE,
    history,
    /** False when there are more events than a report holds, or some that its reader may not see. */
    complete: readsAll && events.length === total,
    eventsInAll: total,
    chain: CHAIN,
    events: events.map(({ seq, previousHash, hash, body }) => ({ seq: Number(seq), previousHash, hash, body })),
  }
}

const channelOf = ({
  channelId,
  name,
  lineChannelId,
  type,
  safeAt,
  steps,
  oldKeys,
  unkillable,
}: IncidentChannelView) => ({
  ...{ id: channelId, name, lineChannelId, type, safeAt, steps },
  oldKeys: oldKeys.map(({ kid, refusedAt, saidAt, saidBy }) => ({ kid, refusedAt, saidAt, saidBy })),
  couldNotBeEnded: unkillable,
})

const tokenOf = ({ id, channelId, purpose, kind, keyId, fingerprint, proof, ...token }: ReportToken) => ({
  ...{ id, channelId, purpose, kind, keyId, fingerprint },
  outcome: outcomeOf({ ...token, proof }),
  ...{ issuedAt: token.issuedAt, expiresAt: token.expiresAt, state: token.state, goneAt: token.goneAt },
  proof: proof && proofOf(proof),
})

const answers = ({ accepted, list, verify }: RevokeProof) => ({ accepted, list, verify: verify ?? null })

function proofOf({ requested, unprovable, expired, tries = [], ...seen }: KeptProof) {
  return {
    requested: requested ? { at: requested.at, by: requested.by } : null,
    ...answers(seen),
    unprovable: unprovable ?? null,
    expired: expired ?? null,
    tries: tries.map(({ at, by, ended, ...each }) => ({ at, by, ended, ...answers(each) })),
  }
}

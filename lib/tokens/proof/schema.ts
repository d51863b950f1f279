/** How a token is known to be gone. */
export interface RevokeProof {
  /** LINE's yes to the revoke; null when it said no or nobody saw it. LINE says 200 even when nothing was revoked. */
  accepted: { at: string; status: number; requestId: string | null } | null
  /** LINE's list of key IDs, read afterwards; null where there is none to read. `lastListedAt` is the list it was in last. */
  list: {
    at: string
    listed: boolean
    requestId: string | null
    status?: number | undefined
    lastListedAt?: string | null
  } | null
  /** What LINE said when the value was verified afterwards; absent where the list decides. */
  verify?: { at: string; verdict: 'live' | 'refused'; status: number; requestId: string | null } | null
}

/** Who asked for a revoke, and when; times here are ISO 8601. */
export interface Requested {
  at: string
  by: { kind: 'person' | 'system'; id: string; name: string }
  operationId: string
}

/** A later try to prove a revoke: another call to LINE, and what it showed, or how it ended when it showed nothing. */
export interface RevokeTry extends RevokeProof {
  at: string
  by: string
  operationId: string
  ended: 'done' | 'failed' | 'unknown' | 'aborted' | 'none'
}

/** Why a revoke will not be proven: the value is not held, no channel secret to revoke with, or a day of tries was in vain. */
export const UNPROVABLE = ['notHeld', 'noSecret', 'tried'] as const
export type Unprovable = (typeof UNPROVABLE)[number]

/** What is kept with a token of its revoke: the latest of what LINE said, who asked, and what was tried since. */
export interface KeptProof extends RevokeProof {
  requested?: Requested | undefined
  tries?: RevokeTry[] | undefined
  /** Since when nothing was sent to LINE, because it could not be reached or took no calls. */
  unsent?: { at: string } | undefined
  /** Set when nobody tries any more. */
  unprovable?: { at: string; why: Unprovable } | undefined
  /** Its life ended before anything proved the revoke. */
  expired?: { at: string } | undefined
}

/**
 * What came of a token: `proven` gone after a revoke, `ended` by its own expiry, `notListed` or `refused` by LINE with no
 * revoke on record here, a revoke `unproven` so far, or `unprovable`.
 */
export const OUTCOMES = ['proven', 'ended', 'notListed', 'refused', 'unproven', 'unprovable'] as const
export type RevokeOutcome = (typeof OUTCOMES)[number]

interface Ended {
  state: string
  proof: KeptProof | null
  goneAt?: Date | null
  expiresAt?: Date | null
}

/** What came of a token; null of one that lives and that nobody asked to be revoked. A list read after its expiry proves no revoke. */
export function outcomeOf({ state, proof, goneAt, expiresAt }: Ended): RevokeOutcome | null {
  if (state === 'live' || !proof) return null
  if (state !== 'gone') return proof.expired ? 'ended' : proof.unprovable ? 'unprovable' : 'unproven'
  if (goneAt && expiresAt && goneAt >= expiresAt) return 'ended'
  // Before who asked was kept, that LINE took a revoke was.
  if (proof.requested || proof.accepted) return 'proven'
  return proof.list && !proof.list.listed ? 'notListed' : 'refused'
}

/**
 * What a hunt came to: `found` only when the hunted key ID alone left LINE's list and nothing else was revoked in between;
 * `missed` when it is still listed, `unsure` when it left together with others, `unread` when the list was not to be had.
 */
export interface HuntView {
  keyId: string
  end: 'found' | 'missed' | 'unsure' | 'unread'
  /** The key IDs that left LINE's list, those of tokens held here left out. */
  vanished: string[]
}

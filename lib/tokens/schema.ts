import { z } from 'zod'

/** LINE's kinds of channel access token; each is counted by itself. */
export const TOKEN_KINDS = ['stateless', 'short-lived', 'v2.1', 'long-lived'] as const
export type TokenKind = (typeof TOKEN_KINDS)[number]

/** LINE refuses the 31st live v2.1 token of a channel. */
export const SLOTS = 30

/** The lives offered for a v2.1 token, in seconds; LINE allows any up to 30 days. */
export const TOKEN_LIVES = { hour: 3_600, day: 86_400, week: 604_800, month: 2_592_000 } as const
export type TokenLife = keyof typeof TOKEN_LIVES
const lives = Object.keys(TOKEN_LIVES) as [TokenLife, ...TokenLife[]]

/** What issuing a v2.1 token asks. */
export const issueTokenInput = z.object({
  channelId: z.uuid('channel'),
  life: z.enum(lives, 'choose'),
  purpose: z.string().trim().min(1, 'required').max(100, 'tooLong'),
})

/** Verifying and revoking name the token and its channel. */
export const tokenInput = z.object({ channelId: z.uuid('channel'), tokenId: z.uuid('token') })

/** Syncing asks only for the channel. */
export const syncChannelInput = z.object({ channelId: z.uuid('channel') })

/** live → revoking (LINE said yes, not proven) → gone. */
export type TokenState = 'live' | 'revoking' | 'gone'

/** How a token is known to be gone. */
export interface RevokeProof {
  /** LINE's yes to the revoke; null when it said no or nobody saw it. LINE says 200 even when nothing was revoked. */
  accepted: { at: string; status: number; requestId: string | null } | null
  /** LINE's list of key IDs, read afterwards. */
  list: { at: string; listed: boolean; requestId: string | null } | null
}

/** What the pages show of a token; never its value. */
export interface TokenView {
  id: string
  kind: TokenKind
  keyId: string | null
  fingerprint: string
  purpose: string
  issuedByName: string
  issuedAt: Date
  expiresAt: Date | null
  state: TokenState
  goneAt: Date | null
  proof: RevokeProof | null
  lastVerifiedAt: Date | null
  lastVerdict: 'live' | 'refused' | null
}

/** A key ID LINE lists that is not the token of any row of ours: foreign (issued elsewhere) or lost (ours, never stored). */
export interface KeyIdView {
  keyId: string
  standing: 'foreign' | 'lost'
  firstSeenAt: Date
  lastSeenAt: Date
}

/** What the answer of issuing shows, this once: `value` is the token. */
export interface IssuedView {
  value: string | null
  keyId: string
  /** ISO 8601. */
  expiresAt: string
}

/** What LINE said of a token it was asked about. */
export interface VerdictView {
  verdict: 'live' | 'refused'
  expiresInSeconds: number | null
  /** False when LINE says the token is another channel's. */
  sameChannel: boolean | null
}

/** What came of a revoke: `proven` only when the key ID has left LINE's list. */
export interface RevokedView {
  proven: boolean
  /** Null when the list could not be read. */
  stillListed: boolean | null
}

/** What a sync found. */
export interface SyncedView {
  keyIdsListed: number
  ours: number
  foreign: number
  gone: number
}

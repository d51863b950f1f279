import { z } from 'zod'
import { type ChannelType, takesV21 } from '@/lib/channels/schema'
import type { HuntView, KeptProof } from './proof/schema'

/** LINE's kinds of channel access token; each is counted by itself. */
export const TOKEN_KINDS = ['stateless', 'short-lived', 'v2.1', 'long-lived'] as const
export type TokenKind = (typeof TOKEN_KINDS)[number]

/** The kinds that LINE's API issues; a long-lived token comes from LINE's console alone. */
export const ISSUED_KINDS = ['v2.1', 'stateless', 'short-lived'] as const satisfies readonly TokenKind[]
export type IssuedKind = (typeof ISSUED_KINDS)[number]

/** LINE refuses the 31st live v2.1 token of a channel, and ends the oldest short-lived one for the 31st. */
export const SLOTS = 30

/** A stateless token lives 15 minutes, a short-lived one 30 days, in seconds. */
export const STATELESS_SECONDS = 900
export const SHORT_LIVED_SECONDS = 2_592_000

/** The kinds of token LINE has for a type of channel, the advised one first. */
export function kindsOf(type: ChannelType): readonly TokenKind[] {
  if (type === 'messaging_api') return ['v2.1', 'stateless', 'short-lived', 'long-lived']
  return takesV21(type) ? ['v2.1', 'stateless', 'short-lived'] : ['stateless', 'short-lived']
}

/** Who advises the first of `kindsOf`: LINE's documentation does so only for these two types. */
export function adviser(type: ChannelType): 'line' | 'kagiban' {
  return type === 'messaging_api' || type === 'mini_app' ? 'line' : 'kagiban'
}

/** The lives offered for a v2.1 token, in seconds; LINE allows any up to 30 days. */
export const TOKEN_LIVES = { hour: 3_600, day: 86_400, week: 604_800, month: 2_592_000 } as const
export type TokenLife = keyof typeof TOKEN_LIVES
const lives = [...(Object.keys(TOKEN_LIVES) as TokenLife[]), 'custom'] as const

/** What a life of one's own is counted in, in seconds. */
export const LIFE_UNITS = { minutes: 60, hours: 3_600, days: 86_400 } as const
export type LifeUnit = keyof typeof LIFE_UNITS
const units = Object.keys(LIFE_UNITS) as [LifeUnit, ...LifeUnit[]]

/** What a stateless token is asked for with. */
export const PROOFS = ['assertion', 'secret'] as const
export type Proof = (typeof PROOFS)[number]

// PostgreSQL's texts cannot hold a NUL, and nobody types one.
const text = z.string().overwrite((typed) => typed.replaceAll('\0', ''))
const name = text.trim().max(100, 'tooLong')
const purpose = name.min(1, 'required')
const channelId = z.uuid('channel')

/** What issuing asks, by kind. Without an owner it is the channel's; `oldest` names the token that LINE may end for a 31st short-lived one. */
export const issueTokenInput = z
  .object({
    channelId,
    kind: z.enum(ISSUED_KINDS, 'choose').default('v2.1'),
    proof: z.enum(PROOFS, 'choose').default('assertion'),
    life: z.enum(lives, 'choose').default('month'),
    lifeAmount: z.string().trim().default(''),
    lifeUnit: z.enum(units, 'choose').default('days'),
    purpose,
    owner: name.default(''),
    reason: text.trim().max(200, 'reasonTooLong').default(''),
    oldest: z.string().trim().default(''),
  })
  .transform(({ life, lifeAmount, lifeUnit, ...rest }, context) => {
    const lifeSeconds = lifeOf(rest.kind, life, lifeAmount, lifeUnit)
    if (lifeSeconds !== null) return { ...rest, lifeSeconds }
    context.addIssue({ code: 'custom', path: ['lifeAmount'], message: 'life' })
    return z.NEVER
  })

function lifeOf(kind: IssuedKind, life: (typeof lives)[number], amount: string, unit: LifeUnit): number | null {
  if (kind === 'stateless') return STATELESS_SECONDS
  if (kind === 'short-lived') return SHORT_LIVED_SECONDS
  if (life !== 'custom') return TOKEN_LIVES[life]
  const seconds = /^\d{1,6}$/.test(amount) ? Number(amount) * LIFE_UNITS[unit] : 0
  return seconds >= LIFE_UNITS.minutes && seconds <= TOKEN_LIVES.month ? seconds : null
}

/** What was pasted to be looked at; never kept, and longer than any token seen so far. */
const pasted = z.string().trim().min(1, 'required').max(8192, 'pastedTooLong')

/** A stored token is named with its channel; a pasted one is the value itself. */
export const storedTokenInput = z.object({ channelId, tokenId: z.uuid('token') })
const pastedToken = z.object({ pasted })

/** Looking a value up here asks LINE nothing. */
export const identifyTokenInput = pastedToken

/** Verifying takes a stored token or a pasted one. */
export const verifyTokenInput = z.union([storedTokenInput, pastedToken])

/**
 * Revoking does too. `confirm` is the channel ID, asked for the last live token, for several at once (`several`), and for
 * a hunt, which revokes a suspected token of that channel and watches whether the hunted key ID leaves LINE's list.
 */
const confirmed = { confirm: z.string().trim().default(''), several: z.literal('yes').optional() }
const hunted = { channelId, hunt: z.string().trim().min(1).max(200) }
export const revokeTokenInput = z.union([
  storedTokenInput.extend(confirmed),
  pastedToken.extend({ ...confirmed, ...hunted }),
  pastedToken.extend(confirmed),
])

/** Taking in a token that was issued elsewhere: the value, the channel it is expected to be of, what it is for. */
export const importTokenInput = z.object({ channelId, pasted, purpose, owner: name.default('') })

/** Syncing asks only for the channel. */
export const syncChannelInput = z.object({ channelId })

/** live → revoking (LINE said yes, not proven) → gone. */
export type TokenState = 'live' | 'revoking' | 'gone'

/** What the pages show of a token; never its value. */
export interface TokenView {
  id: string
  kind: TokenKind
  keyId: string | null
  fingerprint: string
  purpose: string
  owner: string
  /** imported: issued elsewhere and taken in, at `issuedAt` and by `issuedByName`. */
  origin: 'issued' | 'imported'
  issuedByName: string
  issuedAt: Date
  expiresAt: Date | null
  state: TokenState
  goneAt: Date | null
  proof: KeptProof | null
  /** When proof of its revoke is looked for next. */
  nextProofAt: Date | null
  lastVerifiedAt: Date | null
  lastVerdict: 'live' | 'refused' | null
  scope: string[]
}

/** A key ID LINE lists that is not the token of any row of ours: foreign (issued elsewhere) or lost (ours, never stored, or issued elsewhere while nobody saw the answer to ours). */
export interface KeyIdView {
  keyId: string
  standing: 'foreign' | 'lost'
  firstSeenAt: Date
  lastSeenAt: Date
  /** The issue whose answer was lost, where there is one; its token ends between the two instants. */
  issue?: LostIssue | null
}

/** An issue whose answer nobody saw, after which LINE lists key IDs nobody here knows. */
export interface LostIssue {
  operationId: string
  purpose: string
  byName: string
  at: Date
  endsFrom: Date
  endsBy: Date
  /** So many key IDs were new after it, of which one at most is its own. */
  among: number
}

/** A key ID as LINE's lists have shown it: of a token of ours, of nobody here, or gone from the list. */
export interface SightingView {
  keyId: string
  standing: 'ours' | 'foreign' | 'lost'
  token: { id: string; purpose: string } | null
  firstSeenAt: Date
  lastSeenAt: Date
  goneAt: Date | null
}

/** What is known of a channel's short-lived tokens: LINE has no list of them, so ones issued elsewhere are not counted. */
export interface ShortLivedView {
  /** Live ones of ours, and those that may exist because nobody saw LINE's answer. */
  known: number
  uncertain: number
  /** The one of ours that LINE would end first; one issued elsewhere may be older. */
  oldest: { id: string; purpose: string; expiresAt: Date } | null
}

/** What the answer of issuing shows, this once: `value` is the token. */
export interface IssuedView {
  value: string | null
  kind: IssuedKind
  keyId: string | null
  /** ISO 8601. */
  expiresAt: string
  /** The oldest short-lived token known when this was the 31st; LINE is asked about it afterwards. */
  oldest: { purpose: string } | null
}

/** What a pasted text is, by its looks alone: a JWS or an opaque text can be a token, the others cannot. */
export const LOOKS = [
  'channelSecret',
  'privateKey',
  'publicKey',
  'assertion',
  'idToken',
  'channelId',
  'keyId',
  'other',
  'jws',
  'opaque',
] as const
export type Look = (typeof LOOKS)[number]

/** A token of ours as a looked-up value shows it. */
export interface FoundToken {
  tokenId: string
  channelId: string
  channelName: string
  lineChannelId: string
  kind: TokenKind
  purpose: string
  owner: string
  origin: TokenView['origin']
  issuedByName: string
  /** ISO 8601, as all times an answer carries. */
  issuedAt: string
  expiresAt: string | null
  state: TokenState
}

/** What a pasted value is, as far as it can be told without asking LINE. */
export interface IdentifiedView {
  look: Look
  fingerprint: string
  found: FoundToken | null
  /** The channel whose secret it is or was; `current` is false for one that was replaced. */
  secretOf: { channel: { id: string; name: string }; current: boolean } | null
}

/** What LINE said of a token it was asked about. */
export interface VerdictView {
  /** When LINE was asked, ISO 8601; the remaining life counts from here. */
  at: string
  verdict: 'live' | 'refused'
  /** The kind: known of a stored token, told by LINE's answer of a pasted one; null when LINE refused it. */
  kind: TokenKind | null
  expiresInSeconds: number | null
  scope: string[]
  /** False when LINE says the token is another channel's than expected. */
  sameChannel: boolean | null
  /** The channel LINE says it is of, with our name for it if it is here. */
  lineChannelId: string | null
  channel: { id: string; name: string } | null
  /** Set when the value turned out to be one of ours. */
  found: FoundToken | null
}

/** What came of a revoke: `proven` only when the key ID has left LINE's list, or LINE refuses the value it took before. */
export interface RevokedView {
  proven: boolean
  /** Whether LINE said yes; a token can be proven gone without. */
  accepted: boolean
  /** Null when the list could not be read, or there is none for this kind. */
  stillListed: boolean | null
  /** True when LINE still took the value when verified afterwards. */
  stillLive: boolean | null
  hunt?: HuntView
}

/** What taking in a token found. */
export interface ImportedView {
  tokenId: string
  channelId: string
  kind: TokenKind
  /** The key ID of a v2.1 token where LINE's list leaves only one possibility. */
  keyId: string | null
}

/** What a sync found. */
export interface SyncedView {
  keyIdsListed: number
  ours: number
  foreign: number
  gone: number
}

import { z } from 'zod'

/** LINE's kinds of channel that can hold channel access tokens. */
export const CHANNEL_TYPES = ['messaging_api', 'line_login', 'mini_app', 'module'] as const
export type ChannelType = (typeof CHANNEL_TYPES)[number]

/** True for the types LINE issues v2.1 tokens for; the others have neither slots nor, here, a use for a signing key. */
export function takesV21(type: ChannelType): boolean {
  return type === 'messaging_api' || type === 'module'
}

export const ENVIRONMENTS = ['production', 'staging', 'development'] as const
export type Environment = (typeof ENVIRONMENTS)[number]

const MAX_TAGS = 10

// PostgreSQL's texts cannot hold a NUL, and nobody types one.
const text = z.string().overwrite((typed) => typed.replaceAll('\0', ''))

/** Words separated by commas or spaces (Japanese ones too), each once. */
const tags = text
  .max(400, 'tagsTooLong')
  .default('')
  .transform((text) => [...new Set(text.split(/[\s,、，]+/u).filter(Boolean))])
  .refine((list) => list.length <= MAX_TAGS, 'tagsTooMany')
  .refine((list) => list.every((tag) => tag.length <= 40), 'tagTooLong')

// LINE documents no format for the secret; a dot or a length past 100 means a token was pasted.
const channelSecret = z
  .string()
  .trim()
  .min(1, 'required')
  .max(100, 'channelSecret')
  .regex(/^[\x21-\x2d\x2f-\x7e]*$/, 'channelSecret')

/** What registering a channel asks. Messages name a sentence under `invalid`. */
export const registerChannelInput = z.object({
  lineChannelId: z
    .string()
    .trim()
    .min(1, 'required')
    .regex(/^\d{1,20}$/, 'lineChannelId'),
  channelSecret,
  name: text.trim().min(1, 'required').max(100, 'tooLong'),
  type: z.enum(CHANNEL_TYPES, 'choose'),
  environment: z.enum(ENVIRONMENTS, 'choose'),
  tags,
  owner: text.trim().min(1, 'required').max(100, 'tooLong'),
})

/** Replacing asks for the new secret only. */
export const replaceSecretInput = z.object({ channelId: z.uuid('channel'), channelSecret })

/** What Kagiban itself says of a channel, and so may be edited; LINE's channel ID never is. */
const description = z.object({
  name: z.string(),
  type: z.string(),
  environment: z.string(),
  tags: z.array(z.string()),
  owner: z.string(),
})
export type ChannelDescription = z.output<typeof description>
export const DESCRIBED = [
  'name',
  'type',
  'environment',
  'tags',
  'owner',
] as const satisfies (keyof ChannelDescription)[]

/** What editing asks; `shown` is what the form showed, as JSON, so that nobody overwrites what they have not seen. */
export const editChannelInput = registerChannelInput
  .pick({ name: true, type: true, environment: true, tags: true, owner: true })
  .extend({ channelId: z.uuid('channel'), shown: z.string().transform(parseJson).pipe(description) })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Archiving asks for the channel ID, typed. */
export const archiveChannelInput = z.object({ channelId: z.uuid('channel'), confirm: z.string().trim().default('') })

/** Restoring asks only for the channel. */
export const restoreChannelInput = z.object({ channelId: z.uuid('channel') })

/** Freezing asks why; allowing it again, only for the channel. */
export const freezeChannelInput = z.object({
  channelId: z.uuid('channel'),
  reason: text.trim().min(1, 'required').max(200, 'reasonTooLong'),
})
export const unfreezeChannelInput = z.object({ channelId: z.uuid('channel') })

/** Since when nothing is issued for a channel, by whom and why, and the open incident it belongs to, if any. */
export interface FreezeView {
  at: Date
  by: string | null
  reason: string | null
  incident: { id: string; drill: boolean } | null
}

/** What still lives at LINE, or is under way, in a channel that is to be archived. */
export interface RemainsView {
  /** Live tokens of ours by kind, those among them whose revoke is not proven too; stateless ones are beside. */
  tokens: { 'v2.1': number; 'short-lived': number; 'long-lived': number }
  stateless: { count: number; until: Date | null }
  /** Key IDs LINE listed last that are no token of ours. */
  keyIds: { foreign: number; lost: number }
  /** Signing keys that are not retired. */
  signingKeys: number
  /** Operations whose outcome is still open: while there are any, nothing is archived. */
  operations: number
}

/** From how many slots taken on they are nearly full, as the bar turns amber. */
export const NEARLY_FULL = 24

/**
 * What can be wrong with a channel, the most important first: an open incident · an operation whose outcome is unknown · a live token whose
 * revoke is not proven · a secret or an active signing key LINE refused · a foreign or lost key ID at LINE · no live token
 * left, the last one expired · a live token soon over · 24 slots or more taken · no signing key in use where LINE has v2.1 ·
 * issuing frozen.
 * A stateless token, made to end, is left out of all that.
 */
export const PROBLEMS = [
  'incident',
  'unknown',
  'unproven',
  'refused',
  'drift',
  'expired',
  'soon',
  'nearlyFull',
  'noKey',
  'frozen',
] as const
export type Problem = (typeof PROBLEMS)[number]
export type ChannelState = Problem | 'ok' | 'archived'

/** What the list can be filtered by: any problem at all, one of them whether or not another is more important, or none. */
export const STATE_FILTERS = ['attention', ...PROBLEMS, 'ok', 'archived'] as const

/** By name, by the next expiry (the soonest first), or by the slots taken (the fullest first). */
export const SORTS = ['name', 'expiry', 'slots'] as const
export type ChannelSort = (typeof SORTS)[number]

const absent = z.literal('').transform(() => undefined)
// PostgreSQL's texts cannot hold a NUL. A longer search finds what its beginning finds, rather than everything.
const word = z
  .string()
  .refine((text) => !text.includes('\0'))
  .transform((text) => text.trim().slice(0, 100) || undefined)
  .optional()
  .catch(undefined)
const place = z.uuid().or(absent).optional().catch(undefined)

/** The filter of the list as its URL says it; what is not understood is left out rather than refused. */
export const channelFilter = z.object({
  q: word,
  type: z.enum(CHANNEL_TYPES).or(absent).optional().catch(undefined),
  environment: z.enum(ENVIRONMENTS).or(absent).optional().catch(undefined),
  owner: word,
  tag: word,
  state: z.enum(STATE_FILTERS).or(absent).optional().catch(undefined),
  /** Without one, by name. */
  sort: z.enum(SORTS).or(absent).optional().catch(undefined),
  /** Only channels that come after this one in the order, or before it. */
  after: place,
  before: place,
})
export type ChannelFilter = z.output<typeof channelFilter>

/** What the list of channels shows of one. */
export interface ChannelRow {
  id: string
  lineChannelId: string
  name: string
  type: ChannelType
  environment: Environment
  tags: string[]
  owner: string
  /** v2.1 slots taken as far as is known: ours, foreign and lost key IDs. */
  slotsTaken: number
  /** When the next token of ours expires, stateless ones aside; `soon` when one of them has little of its life left. */
  nextExpiryAt: Date | null
  soon: boolean
  /** When the last token expired, where none is left. */
  expiredAt: Date | null
  /** In use; else one that waits for its kid; else one that is proven but not used. */
  signingKey: 'active' | 'generated' | 'ready' | 'none'
  archivedAt: Date | null
  state: ChannelState
}

/** What the pages of one channel show in their head and aside. */
export interface ChannelView extends ChannelRow {
  createdAt: Date
  syncedAt: Date | null
  secretProvenAt: Date | null
  /** When LINE last refused the secret on file; null while it is proven. */
  secretRefusedAt: Date | null
  /** When every credential was last tried at LINE, and LINE's clock minus ours as seen then, in ms. */
  checkedAt: Date | null
  clockOffsetMs: number | null
}

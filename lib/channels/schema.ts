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

/** Words separated by commas or spaces (Japanese ones too), each once. */
const tags = z
  .string()
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
  name: z.string().trim().min(1, 'required').max(100, 'tooLong'),
  type: z.enum(CHANNEL_TYPES, 'choose'),
  environment: z.enum(ENVIRONMENTS, 'choose'),
  tags,
  owner: z.string().trim().min(1, 'required').max(100, 'tooLong'),
})

/** Replacing asks for the new secret only. */
export const replaceSecretInput = z.object({ channelId: z.uuid('channel'), channelSecret })

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
  /** The next v2.1 token of ours to expire. */
  nextExpiryAt: Date | null
  /** In use; else one that waits for its kid; else one that is proven but not used. */
  signingKey: 'active' | 'generated' | 'ready' | 'none'
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

import { z } from 'zod'

/** Generating asks only for the channel. */
export const generateKeyInput = z.object({ channelId: z.uuid('channel') })

// LINE's samples are UUIDs, but no format is documented.
const kid = z
  .string()
  .trim()
  .min(1, 'required')
  .max(100, 'kid')
  .regex(/^[\w-]+$/, 'kid')

/** Activating a generated key gives back the kid LINE's console showed; a key that is ready has its kid already. */
export const activateKeyInput = z.object({
  channelId: z.uuid('channel'),
  signingKeyId: z.uuid('signingKey'),
  kid: kid.optional(),
})

/** Retiring the key in use asks for its kid, typed. */
export const retireKeyInput = z.object({
  channelId: z.uuid('channel'),
  signingKeyId: z.uuid('signingKey'),
  typedKid: z.string().trim().max(100, 'kid').optional(),
})

/** Importing takes a private JWK and the kid LINE has its public half under. */
export const importKeyInput = z.object({
  channelId: z.uuid('channel'),
  kid,
  privateJwk: z.string().trim().min(1, 'required'),
})

/** Checking asks only for the channel. */
export const checkChannelInput = z.object({ channelId: z.uuid('channel') })

/** The public half as LINE's console takes it: it refuses a JWK with a `kid`. */
export interface PublicJwk {
  kty: 'RSA'
  alg: 'RS256'
  use: 'sig'
  e: string
  n: string
}

/** generated (waits for its kid) → active ⇄ ready (proven, not signed with) → retired. */
export type KeyState = 'generated' | 'ready' | 'active' | 'retired'

/** What the pages show of a signing key. */
export interface SigningKeyView {
  id: string
  kid: string | null
  publicJwk: PublicJwk
  state: KeyState
  origin: 'generated' | 'imported'
  createdAt: Date
  provenAt: Date | null
  refusedAt: Date | null
  activatedAt: Date | null
  retiredAt: Date | null
}

/** What LINE said of one credential: that it works, that it does not, or nothing that tells. */
export type CredentialVerdict = 'proven' | 'refused' | 'unknown'

/** One credential as a check found it; `label` is a key's kid, `reason` names why it is not proven. */
export interface CheckedCredential {
  kind: 'secret' | 'key'
  id: string
  label: string | null
  verdict: CredentialVerdict
  reason: string | null
}

/** What checking every credential of a channel found. */
export interface CheckedView {
  credentials: CheckedCredential[]
  /** LINE's clock minus ours in ms, to about a second; null when LINE told no time. */
  clockOffsetMs: number | null
}

/** The reasons LINE's no can have that tell against the credential itself; after any other, nothing is known of it. */
export const CREDENTIAL_REFUSALS = {
  secret: ['lineClientSecretInvalid', 'lineChannelUnknown'],
  key: ['lineSigningKeyUnknown', 'lineSigningKeyForeign', 'lineAssertionRefused'],
} as const

/** True when LINE's no, by its reason, tells against the credential itself. */
export function tellsAgainst(kind: keyof typeof CREDENTIAL_REFUSALS, reason: unknown): boolean {
  return CREDENTIAL_REFUSALS[kind].some((one) => one === reason)
}
